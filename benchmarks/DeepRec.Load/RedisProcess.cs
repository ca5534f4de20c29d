using System.Diagnostics;

namespace DeepRec.Load;

/// <summary>A redis-server that can be killed and started again on what it had.</summary>
internal sealed class RedisProcess(string folder, int port) : IDisposable
{
    private Process? _process;

    public string Configuration => $"127.0.0.1:{port}";

    /// <exception cref="InvalidOperationException">redis-server is not installed.</exception>
    public void Start()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--loglevel", "warning"]) { RedirectStandardOutput = true })!;
            _ = _process.StandardOutput.ReadToEndAsync();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("redis-server is not installed: apt-get install redis-server.", e);
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();
}
