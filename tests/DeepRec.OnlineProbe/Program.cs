// Records events, learns from them and publishes bundles until the process is killed. Each line that it writes is an event that was acknowledged.
using DeepRec;
using DeepRec.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

string folder = args[0], run = args[1];
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddDeepRec()
    .AddRanking<string, string>("shop", file => file.Path = Path.Combine(folder, "shop.deeprec"))
    .AddOnlineLearning<string, string>("shop", options =>
    {
        options.Folder = Path.Combine(folder, "versions");
        options.Tolerance = 1;
        options.LeastEvents = 2;
        options.Update = options.Update with { Epochs = 1 };
        options.CheckInterval = TimeSpan.FromHours(1);
    });
using var host = builder.Build();
host.Start();
var (shop, learner) = (host.Services.GetRequiredService<RankingService<string, string>>(), host.Services.GetRequiredService<OnlineLearner<string, string>>());
var record = Task.Run(async () =>
{
    for (int i = 0; ; i++)
    {
        await shop.RecordAsync($"visitor {run}-{i}", new RecentEvent<string>($"i{i % 20}"));
        Console.WriteLine($"visitor {run}-{i}");
        await Task.Delay(2);
    }
});
while (!record.IsFaulted) await learner.UpdateAsync();
await record;
