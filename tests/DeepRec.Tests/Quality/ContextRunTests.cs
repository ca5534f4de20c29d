using System.Text;
using System.Text.Json;
using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>The whole command on a small folder: 30 users use one app a daytime, the same for all.</summary>
public sealed class ContextRunTests : IDisposable
{
    private const string Header = "user\titem\tcnt\tdaytime\tweekday\tisweekend\thomework\tcost\tweather\tcountry\tcity\n";
    private static readonly string[] Daytimes = ["morning", "noon", "evening", "night"], Days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    private readonly TemporaryFolder _folder = new();

    public ContextRunTests()
    {
        var text = new StringBuilder(Header);
        for (int user = 0; user < 30; user++)
        {
            for (int i = 0; i < 20; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{user}\t{i % 4}\t{i + 1}\t{Daytimes[i % 4]}\t{Days[i / 4]}\tworkday\tunknown\tfree\tunknown\tSpain\t{user % 3}\n");
        }

        Write(text.ToString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RowsOfOneUserItemAndContextAreMergedAndATenthIsHeldOutTwice()
    {
        Write(Header + string.Concat(Enumerable.Range(0, 10).Select(i => $"7\t{i}\t1\tnoon\tmonday\tworkday\tunknown\tfree\tsunny\tunknown\t0\n7\t{i}\t3\tnoon\tmonday\tworkday\tunknown\tfree\tsunny\tunknown\t0\n"))
            + "8\t1\t1\tnoon\tmonday\tworkday\thome\tfree\tsunny\tSpain\t5\n");
        var source = ContextSource.Open(_folder.Path, seed: 42);

        Assert.Equal((9, 1, 1), (source.Train.Count, source.Validation.Count, source.Test.Count));
        Assert.StartsWith("11 of 21 rows after merging", source.Protocol, StringComparison.Ordinal);
        Assert.Equal("7", source.Test["user"].TextAt(0));
        Assert.Equal((null, null, null), (source.Test["city"].TextAt(0), source.Test["country"].TextAt(0), source.Test["homework"].TextAt(0)));
        string[] items = [.. new[] { source.Train, source.Validation, source.Test }.SelectMany(part => Enumerable.Range(0, part.Count).Where(row => part["user"].TextAt(row) == "7").Select(row => part["item"].TextAt(row)!))];
        Assert.Equal(10, items.Distinct().Count());
        Assert.False(source.Train.Schema.Contains("cost"));
        Assert.Equal(source.Test["item"].TextAt(0), ContextSource.Open(_folder.Path, seed: 42).Test["item"].TextAt(0));
    }

    [Fact]
    public void ResultsStandInTheFileAndContextTells()
    {
        string json = _folder.File("result.json");

        Assert.Equal(0, ContextCommand.Create().Parse(["--data", _folder.Path, "--model", "popularity,popularity-context", "--json", json]).Invoke());

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal("context", root.GetProperty("task").GetString());
        Assert.EndsWith("full ranking over 4 items, seen items masked in the same context, a request for each context", root.GetProperty("protocol").GetString(), StringComparison.Ordinal);
        double[] ndcg = [.. root.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("metrics").GetProperty("NDCG@10").GetDouble())];
        Assert.Equal(1, ndcg[1]);
        Assert.True(ndcg[0] < 1);
    }

    [Fact]
    public void ARankerWithContextBeatsItsTwinHere()
    {
        var results = ContextRun.Run(ContextSource.Open(_folder.Path, seed: 42), ContextModels.Named(["softmax-ranker", "softmax-ranker-context"]), [1], validation: true, TestContext.Current.CancellationToken);
        var difference = results.Compare("NDCG@10").Differences[0];
        Assert.True(difference.Upper < 0, results.Compare("NDCG@10").ToString());
    }

    [Fact]
    public void WhatCannotBeRunIsSaid()
    {
        Assert.Equal(2, ContextCommand.Create().Parse(["--data", _folder.Path, "--model", "no-such-model"]).Invoke());
        Assert.Equal(2, ContextCommand.Create().Parse(["--data", _folder.File("none")]).Invoke());
        Assert.All(ContextModels.All.Where(model => model.ReadsContext), model => Assert.Contains("context", model.Name, StringComparison.Ordinal));
    }

    private void Write(string text) => File.WriteAllText(_folder.File("frappe.csv"), text);
}
