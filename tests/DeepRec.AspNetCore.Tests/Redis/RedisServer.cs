using System.Diagnostics;
using StackExchange.Redis;

namespace DeepRec.AspNetCore.Tests.Redis;

/// <summary>A real redis-server of its own folder, which writes each event to its file before it answers. It listens on a socket in that folder: a port could be another's by the time it is asked for.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-redis-").FullName;
    private Process? _process;

    public string Configuration => $"!{Socket}";

    private string Socket => Path.Combine(_folder, "socket");

    /// <summary>Starts one; a test without redis-server is skipped.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipWhen(InstalledProgram.Find("redis-server") is null, "redis-server is not installed: apt-get install redis-server.");
        var server = new RedisServer();
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again on what its file holds, and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        string[] arguments = ["--port", "0", "--unixsocket", Socket, "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--loglevel", "warning"];
        _process = Process.Start(new ProcessStartInfo(InstalledProgram.Find("redis-server")!, arguments) { RedirectStandardOutput = true })!;
        _ = _process.StandardOutput.ReadToEndAsync();
        for (int i = 0; !await AnswersAsync(); i++)
        {
            Assert.False(_process.HasExited, "redis-server ended as it started.");
            Assert.True(i < 600, "redis-server does not answer.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(); // SIGKILL
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync($"{Configuration},connectTimeout=1000");
            await connection.GetDatabase().PingAsync(); // refused while the file is read
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
