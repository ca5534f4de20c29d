using System.Diagnostics;

namespace DeepRec.Load;

/// <summary>The service in a process of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, string address) => (_process, Address, Client) = (process, address, new HttpClient { BaseAddress = new Uri(address) });

    public string Address { get; }

    public HttpClient Client { get; }

    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<ServiceProcess> StartAsync(string folder, string? redis, CancellationToken cancellationToken)
    {
        string[] more = redis is null ? [] : ["--redis", redis];
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ServiceProcess).Assembly.Location, "serve", "--folder", folder, .. more]) { RedirectStandardOutput = true })!;
        return new ServiceProcess(process, await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The service did not start."));
    }

    /// <summary>Megabytes resident.</summary>
    public async Task<long> MemoryAsync(CancellationToken cancellationToken) => long.Parse(await Client.GetStringAsync("/memory", cancellationToken), System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
