using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>The whole command on a small file: 40 users walk round a ring of 12 items, each from another place.</summary>
public sealed class RankingRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RankingRunTests()
    {
        var text = new StringBuilder();
        for (int user = 0; user < 40; user++)
        {
            text.Append(CultureInfo.InvariantCulture, $"u{user} ").AppendJoin(' ', Enumerable.Range(user, 6).Select(step => $"i{step % 12}")).Append('\n');
        }

        File.WriteAllText(_folder.File("ring.txt"), text.ToString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultsStandInTheFileInTheAgreedForm()
    {
        string json = _folder.File("result.json");

        Assert.Equal(0, Run("--model", "popularity,item-knn-time,ease-time-refit", "--compare", "--json", json));

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(("ranking", Path.GetFileName(Path.GetDirectoryName(json))), (root.GetProperty("task").GetString(), root.GetProperty("data").GetString()));
        Assert.EndsWith("full ranking over 12 items, seen items masked", root.GetProperty("protocol").GetString(), StringComparison.Ordinal);
        var models = root.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["popularity", "item-knn-time", "ease-time-refit"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.All(models, model =>
        {
            Assert.True(model.GetProperty("seconds").GetDouble() >= 0);
            Assert.Equal(["Recall@10", "NDCG@10", "Recall@20", "NDCG@20", "MRR@10"], model.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
            // Five of twelve items are masked: ten places hold all that are left.
            Assert.Equal(1, model.GetProperty("metrics").GetProperty("Recall@10").GetDouble(), 12);
        });
        // The next on the ring is the nearest neighbour, unless it is the one on the other side.
        Assert.True(NdcgOf(models[1]) > NdcgOf(models[0]) + 0.1);
        Assert.False(File.Exists(json + ".tmp"));
    }

    [Fact]
    public void SeveralSeedsAreAveraged()
    {
        var source = RankingSource.Open(_folder.File("ring.txt"), "sequence", seed: 1);

        var model = Assert.Single(RankingRun.Run(source, RankingModels.Named(["softmax-mf"]), [1, 2], validation: true, TestContext.Current.CancellationToken).Models);

        Assert.Equal(2, model.SeedMetrics!.Count);
        Assert.All(RankingModelResult.Printed, metric => Assert.Equal(model.SeedMetrics!.Average(seed => seed[metric]), model.Metrics[metric], 12));
    }

    [Fact]
    public void WhatCannotBeRunIsSaid()
    {
        Assert.Equal(2, Run("--model", "no-such-model"));
        Assert.Equal(2, Run("--model", "item-autoencoder")); // for large catalogues
        Assert.Equal(2, RankingCommand.Create().Parse(["--data", _folder.File("none.txt"), "--layout", "sequence"]).Invoke());
    }

    [Fact]
    public void NamesSayWhatAModelKnows()
    {
        Assert.Equal(RankingModels.All.Where(model => model.Name.Contains("time", StringComparison.Ordinal)), RankingModels.All.Where(model => model.UsesOrder));
        Assert.Equal(RankingModels.All.Where(model => model.Name.Contains("refit", StringComparison.Ordinal)), RankingModels.All.Where(model => model.IsRefit));
    }

    private static double NdcgOf(JsonElement model) => model.GetProperty("metrics").GetProperty("NDCG@10").GetDouble();

    private int Run(params string[] arguments) => RankingCommand.Create().Parse(["--data", _folder.File("ring.txt"), "--layout", "sequence", .. arguments]).Invoke();
}
