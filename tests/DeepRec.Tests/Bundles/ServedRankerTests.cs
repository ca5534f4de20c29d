using System.Globalization;
using DeepRec.Models;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>A loaded recommender of rankings in a process of its own.</summary>
public sealed class ServedRankerTests(SmallRankers rankers) : IClassFixture<SmallRankers>, IDisposable
{
    private const string User = "u1";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["sums", "towers", "events", "popularity", "neighbours", "ease", "factors", "content", "blend"];

    private string Path => _folder.File("saved.deeprec");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ItServesWhereThereIsNoLibtorch(string name)
    {
        var trained = Of(name);
        trained.Save(Path);

        var (exitCode, output) = await NativeProbe.RunAsync(["rank", Path, User]);

        Assert.Equal(0, exitCode);
        string[] expected =
        [
            .. trained.Recommend(User, 3, new RankingRequestOptions<string> { IncludeMet = true }).Select(best => $"{best.Item} {best.Score.ToString("R", CultureInfo.InvariantCulture)}"), "6", $"{trained.SimilarItems(trained.Items[0], 2).Count}", "True",
            .. trained.ModelOptions is ItemRankerOptions ? (string[])["1"] : [],
            "0", "0",
        ];
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(_folder.File("saved.deeprec.again")));
    }

    [Fact]
    public async Task OneThatIsItsModuleAloneSaysWhatIsMissing()
    {
        rankers.Joint.Save(Path);

        var (exitCode, output) = await NativeProbe.RunAsync(["rank", Path, User]);

        Assert.Equal((1, nameof(TorchNotAvailableException)), (exitCode, output.Trim()));
    }

    private RankingRecommender<string, string> Of(string name) => name switch
    {
        "sums" => rankers.Factored,
        "towers" => rankers.All.First(ranker => ranker.ModelOptions is SoftmaxRankerOptions { Scorer: FactoredScorer { UserLayers.Count: > 0 } }),
        "events" => rankers.All.First(ranker => ranker.ModelOptions is SoftmaxRankerOptions { Scorer: FactoredScorer { Histories.Count: > 0 } }),
        "popularity" => rankers.Popularity,
        "neighbours" => rankers.ItemNeighbors,
        "ease" => rankers.All.First(ranker => ranker.ModelOptions is EaseOptions),
        "factors" => rankers.Factors,
        "blend" => rankers.All.First(ranker => ranker.ModelOptions is BlendOptions),
        _ => rankers.Content,
    };
}
