using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepRec.Load;

/// <summary>What wrk measured.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="P99">99 of 100 were answered within so many milliseconds.</param>
/// <param name="Failed">Answers other than 2xx and 3xx, and connections that failed.</param>
internal sealed partial record Wrk(double PerSecond, int Requests, double P99, int Failed)
{
    /// <summary>Asks a path of a user drawn anew for each request, over 8 connections.</summary>
    /// <param name="address">The service.</param>
    /// <param name="path">With <c>%s</c> for the user and, where it is there, a second one for an item.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">wrk is not installed.</exception>
    public static async Task<Wrk> RunAsync(string address, string path, int seconds, CancellationToken cancellationToken)
    {
        string script = Path.GetTempFileName();
        string items = path.Split("%s").Length > 2 ? $", 'i' .. math.random({LoadBundles.Items})" : "";
        await File.WriteAllTextAsync(script, $"request = function() return wrk.format('GET', string.format('{path}', 'u' .. math.random({LoadBundles.Users}){items})) end", cancellationToken);
        try
        {
            using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c8", $"-d{seconds}s", "--latency", "-s", script, address]) { RedirectStandardOutput = true })!;
            string said = await wrk.StandardOutput.ReadToEndAsync(cancellationToken);
            await wrk.WaitForExitAsync(cancellationToken);
            var latency = P99Of().Match(said);
            double milliseconds = Number(latency.Groups[1].Value) * latency.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
            int failed = (NotOk().Match(said) is { Success: true } other ? int.Parse(other.Groups[1].Value, CultureInfo.InvariantCulture) : 0)
                + (Sockets().Match(said) is { Success: true } sockets ? sockets.Groups.Values.Skip(1).Sum(group => int.Parse(group.Value, CultureInfo.InvariantCulture)) : 0);
            return new Wrk(Number(Rate().Match(said).Groups[1].Value), (int)Number(Total().Match(said).Groups[1].Value), milliseconds, failed);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("wrk is not installed: apt-get install wrk.", e);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Total();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99Of();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NotOk();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex Sockets();
}
