using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using DeepRec.Peers;
using Spectre.Console;

namespace DeepRec.Load;

/// <summary>All measurements, one after another, on one service.</summary>
internal static class LoadRun
{
    private const string Nothing = "/nothing/%s", Recommend = "/shop/users/%s/recommendations?count=10", Rate = "/ratings/users/%s/items/%s/rating";

    /// <exception cref="InvalidOperationException">A program is missing, or the service did not start.</exception>
    public static async Task RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("deeprec-load-").FullName;
        try
        {
            LoadBundles.Make(folder);
            using (var service = await ServiceProcess.StartAsync(folder, redis: null, cancellationToken))
            {
                await ThroughputAsync(service, settings, cancellationToken);
                await MemoryAsync(service, settings, cancellationToken);
            }

            await ExchangesAsync(folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A path's figure is divided by that of doing nothing just before and just after it, so that what else the machine does slows both.
    private static async Task ThroughputAsync(ServiceProcess service, LoadSettings settings, CancellationToken cancellationToken)
    {
        string[] paths = [Recommend, Rate];
        foreach (string path in (string[])[Nothing, .. paths]) await Wrk.RunAsync(service.Address, path, settings.WarmUp, cancellationToken); // compiled, and counted in by nobody
        List<Wrk> nothing = [await Wrk.RunAsync(service.Address, Nothing, settings.Seconds, cancellationToken)];
        var measured = Array.ConvertAll(paths, _ => new List<(Wrk Answered, double Ratio)>());
        for (int round = 0; round < settings.Rounds; round++)
        {
            for (int i = 0; i < paths.Length; i++)
            {
                var one = await Wrk.RunAsync(service.Address, paths[i], settings.Seconds, cancellationToken);
                nothing.Add(await Wrk.RunAsync(service.Address, Nothing, settings.Seconds, cancellationToken));
                measured[i].Add((one, one.PerSecond / ((nothing[^2].PerSecond + nothing[^1].PerSecond) / 2)));
            }
        }

        var table = new Table().AddColumns("requests", "a second", "of nothing", "spread", "p99, ms", "failed");
        AddRow(table, "nothing, as JSON", nothing, [1]);
        AddRow(table, $"best 10 of {LoadBundles.Items:N0} items", [.. measured[0].Select(one => one.Answered)], [.. measured[0].Select(one => one.Ratio)]);
        AddRow(table, "one rating", [.. measured[1].Select(one => one.Answered)], [.. measured[1].Select(one => one.Ratio)]);
        AnsiConsole.Write(table);
    }

    private static void AddRow(Table table, string what, IReadOnlyList<Wrk> answered, double[] ratios) => table.AddRow(
        what, $"{Statistics.Median(answered.Select(one => one.PerSecond)):N0}", $"{Statistics.Median(ratios):F2}", $"{ratios.Min():F2} to {ratios.Max():F2}",
        $"{Statistics.Median(answered.Select(one => one.P99)):F2}", $"{answered.Sum(one => one.Failed)}");

    private static async Task MemoryAsync(ServiceProcess service, LoadSettings settings, CancellationToken cancellationToken)
    {
        long before = await service.MemoryAsync(cancellationToken), most = before;
        int done = 0;
        while (done < settings.Requests)
        {
            done += (await Wrk.RunAsync(service.Address, Recommend, settings.Seconds, cancellationToken)).Requests;
            most = Math.Max(most, await service.MemoryAsync(cancellationToken));
        }

        Console.WriteLine($"memory: {before} MB before, {await service.MemoryAsync(cancellationToken)} MB after {done:N0} more requests, {most} MB at most");
    }

    // Requests run all the while; only then does it show that none fails.
    private static async Task ExchangesAsync(string folder, CancellationToken cancellationToken)
    {
        using var redis = new RedisProcess(folder, FreePort());
        redis.Start();
        using var service = await ServiceProcess.StartAsync(folder, redis.Configuration, cancellationToken);
        var load = Wrk.RunAsync(service.Address, Recommend, 60, cancellationToken);
        var versions = new HashSet<string>();
        for (int reload = 0; reload < 20; reload++)
        {
            string before = await VersionAsync(service, cancellationToken);
            LoadBundles.Put(LoadBundles.Other(folder, 1 + (reload + 1) % 2), folder);
            while (await VersionAsync(service, cancellationToken) == before) await Task.Delay(50, cancellationToken);
        }

        versions.Add(await VersionAsync(service, cancellationToken));
        string spoilt = Path.Combine(folder, "spoilt");
        byte[] bytes = await File.ReadAllBytesAsync(LoadBundles.Other(folder, 2), cancellationToken);
        bytes.AsSpan(bytes.Length / 2, 4096).Fill(0x5a);
        await File.WriteAllBytesAsync(spoilt, bytes, cancellationToken);
        LoadBundles.Put(spoilt, folder);
        string spoiltHealth = await HealthAsync(service, "Degraded", cancellationToken);
        versions.Add(await VersionAsync(service, cancellationToken)); // still the one before
        LoadBundles.Put(LoadBundles.Other(folder, 2), folder);
        await HealthAsync(service, "Healthy", cancellationToken);

        HttpStatusCode stored = await StoreAsync(service, cancellationToken);
        redis.Kill();
        HttpStatusCode down = await StoreAsync(service, cancellationToken);
        string downHealth = await HealthAsync(service, "Degraded", cancellationToken);
        redis.Start();
        while (await StoreAsync(service, cancellationToken) != HttpStatusCode.NoContent) await Task.Delay(100, cancellationToken);
        string backHealth = await HealthAsync(service, "Healthy", cancellationToken);
        var answered = await load;
        Console.WriteLine($"20 exchanges of the bundle, a spoilt one ({spoiltHealth}; {(versions.Count == 1 ? "the one before answers" : "another answers")}), redis-server killed ({(int)stored} before, {(int)down} {downHealth}) and back ({backHealth}): {answered.Requests:N0} requests, {answered.Failed} failed, p99 {answered.P99:F2} ms");
    }

    private static async Task<string> VersionAsync(ServiceProcess service, CancellationToken cancellationToken) =>
        (await service.Client.GetFromJsonAsync<System.Text.Json.JsonElement>("/shop/version", cancellationToken)).GetProperty("sha256").GetString()!;

    private static async Task<string> HealthAsync(ServiceProcess service, string awaited, CancellationToken cancellationToken)
    {
        string health = "";
        for (int i = 0; i < 200 && health != awaited; i++)
        {
            using var answer = await service.Client.GetAsync("/health", cancellationToken);
            health = await answer.Content.ReadAsStringAsync(cancellationToken);
            await Task.Delay(50, cancellationToken);
        }

        return health;
    }

    private static async Task<HttpStatusCode> StoreAsync(ServiceProcess service, CancellationToken cancellationToken)
    {
        using var answer = await service.Client.PostAsJsonAsync("/shop/events", new { user = "u1", item = "i1" }, cancellationToken);
        return answer.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
