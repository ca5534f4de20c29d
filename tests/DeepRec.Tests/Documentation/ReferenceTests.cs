using System.Globalization;
using System.Reflection;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Documentation;

/// <summary>docs/reference has a place for every part that can be chosen, states its defaults as the code has them, and its examples print what it says.</summary>
public sealed class ReferenceTests
{
    private static readonly Type[] Contracts =
    [
        typeof(PreprocessingStep), typeof(FittedStep), typeof(FeatureEncoderOptions), typeof(FeatureEncoder), typeof(RatingLoss), typeof(RankingLoss), typeof(NegativeSampling),
        typeof(RatingPredictorOptions), typeof(RecommenderModel), typeof(ItemRankerOptions), typeof(ItemRanker), typeof(RankingScorer), typeof(FusionOptions), typeof(OptimizerOptions), typeof(LearningRateSchedule),
        typeof(RowWeights),
    ];

    private static readonly Dictionary<string, Type> Parts = typeof(Recommender).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && (Contracts.Any(type.IsSubclassOf) || type.IsSubclassOf(typeof(HistoryOptions)) || IsRankingBaseline(type))).ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, MethodInfo> Examples =
        typeof(ReferenceTests).Assembly.GetTypes().Where(type => type.Name.StartsWith("SnippetsReference", StringComparison.Ordinal)).SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .ToDictionary(method => method.Name[..^"Example".Length], StringComparer.Ordinal);

    private static bool IsRankingBaseline(Type type) => type.IsSubclassOf(typeof(RankingModelOptions)) && !type.IsSubclassOf(typeof(ItemRankerOptions));

    public static TheoryData<string> PartNames() => [.. Parts.Keys];

    public static TheoryData<string> ExampleNames() => [.. Examples.Keys];

    public static TheoryData<string> Pages() => [.. Markdown.FilesBelow("docs/reference", "*.md").Where(file => !file.EndsWith("README.md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(PartNames))]
    public void EveryPartHasOnePlaceWithItsDefaults(string name)
    {
        var section = Assert.Single(ReferenceSection.All, section => section.Title == name);
        var options = DocumentedOptions.Of(Parts[name]);

        Assert.Equal(options.Keys.Order(StringComparer.OrdinalIgnoreCase), section.Options.Select(o => o.Name).Order(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        Assert.All(section.Options, option => Assert.True(
            DocumentedOptions.Agrees(option.Default, options[option.Name]), string.Create(CultureInfo.InvariantCulture, $"{section.File} says '{option.Default}' for {name}.{option.Name}; the code has '{options[option.Name]}'.")));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryPageSaysWhatGoesInAndOutWhatItCostsAndWhereItComesFrom(string page)
    {
        string text = Markdown.Read(page);
        Assert.All(["**In and out.**", "**Formula.**", "**Missing and odd values.**", "**Cost.**", "**Source.**", "```csharp"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ExampleNames))]
    public void EveryExamplePrintsWhatItsPageSays(string name)
    {
        var blocks = Markdown.CodeBlocks(Assert.Single(ReferenceSection.All, section => section.Title == name).Body);
        Assert.Equal("csharp", blocks[0].Language);
        string printed = CapturedConsole.Of(() => Examples[name].Invoke(null, null)).ReplaceLineEndings("\n");

        if (printed.Length == 0) return; // settings alone, nothing to show
        Assert.Equal("text", blocks[1].Language);
        Assert.Equal(blocks[1].Code.TrimEnd(), printed.TrimEnd());
    }

    [Fact]
    public void TheIndexLeadsToEveryPageAndNamesEveryPart()
    {
        string index = Markdown.Read("docs/reference/README.md");
        Assert.All(Pages().Select(row => row.Data["docs/reference/".Length..]), page => Assert.Contains(page, Markdown.Links(index)));
        Assert.All(Parts.Keys, name => Assert.Contains(name, Markdown.InlineCodes(index)));
    }

    [Fact]
    public void TheLossesWorkedExamplesAreTrue()
    {
        float[] predictions = [4.5f, 1], labels = [4, 3];
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (prediction, label) = (TorchSharp.torch.tensor(predictions), TorchSharp.torch.tensor(labels));
        Assert.Equal(2.125f, RatingLosses.SquaredError(prediction, label).item<float>());
        Assert.Equal(0.8125f, RatingLosses.Huber(prediction, label, 1).item<float>());

        // Logits 0 and ln 3: probabilities ¼ and ¾ of the levels 1 and 5, so that 4 is expected; the label is 5.
        var logits = TorchSharp.torch.tensor(new[] { 0, MathF.Log(3) }, [1, 2]); // [B, K]
        float loss = RatingLosses.Ordinal(logits, TorchSharp.torch.tensor(new[] { 1f, 5f }), TorchSharp.torch.tensor(new[] { 5f }), 0.5).item<float>();
        Assert.Equal(0.7877, loss, 1e-4);

        // Odds ⅓ and 3.
        var odds = TorchSharp.torch.tensor(new[] { -MathF.Log(3), MathF.Log(3) });
        Assert.Equal(6.2383, RatingLosses.WatchTime(odds, TorchSharp.torch.tensor(new[] { 8f, 0 })).item<float>(), 1e-4);
        // σ = ¾ and ½.
        var clicks = TorchSharp.torch.tensor(new[] { MathF.Log(3), 0 });
        Assert.Equal(0.4904, RatingLosses.Log(clicks, TorchSharp.torch.tensor(new[] { 1f, 0 })).item<float>(), 1e-4);
        Assert.Equal(1.25f, RatingLosses.AbsoluteError(prediction, label).item<float>());
        Assert.Equal(0.4049, RatingLosses.GeneralizedCrossEntropy(clicks, TorchSharp.torch.tensor(new[] { 1f, 0 }), 0.7).item<float>(), 1e-4);
        foreach (var (page, number) in new[] { ("absolute-error", "1.25"), ("generalized-cross-entropy", "0.4049"), ("logistic", "0.4904"), ("squared-error", "2.125"), ("huber", "0.8125"), ("ordinal", "0.7877"), ("watch-time", "6.2383") })
        {
            Assert.Contains($"**{number}**", Markdown.Read($"docs/reference/losses/{page}.md"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheRankingLossesWorkedExamplesAreTrue()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        static TorchSharp.torch.Tensor Of(params double[] values) => TorchSharp.torch.tensor(values);
        double ln2 = Math.Log(2), ln3 = Math.Log(3);
        var half = Of(Math.Log(0.5), Math.Log(0.5));
        (string Page, TorchSharp.torch.Tensor Loss, string Number)[] examples =
        [
            ("full-softmax", RankingLosses.FullSoftmax(Of(0, ln3).reshape(1, 2), TorchSharp.torch.tensor(new[] { 1L }), 0.2), "0.3975"),
            ("sampled-softmax", RankingLosses.SampledSoftmax(Of(ln2), Of(0, 0).reshape(1, 2), half), "1.0986"),
            ("sampled-softmax", RankingLosses.SampledSoftmax(Of(ln2), Of(0, 0).reshape(1, 2), half, Of(0)), "1.0986"),
            ("in-batch-softmax", RankingLosses.InBatchSoftmax(Of(ln2, 0, 0, ln2).reshape(2, 2), Of(-ln3, ln2 - ln3), TorchSharp.torch.tensor(new[] { 0L, 1L })), "0.4581"),
            ("bpr", RankingLosses.Bpr(Of(ln3), Of(0)), "0.2877"),
            ("hinge", RankingLosses.Hinge(Of(2), Of(1.5, -1).reshape(1, 2), 1), "0.25"),
            ("warp", RankingLosses.Warp(Of(2), Of(0, 1.5).reshape(1, 2), 1, 11), "1.1417"),
            ("binary-cross-entropy", RankingLosses.BinaryCrossEntropy(Of(0), Of(ln3)), "1.0397"),
        ];

        foreach (var (page, loss, number) in examples)
        {
            Assert.Equal(number, loss.item<double>().ToString("0.####", CultureInfo.InvariantCulture));
            Assert.Contains($"**{number}**", Markdown.Read($"docs/reference/losses/{page}.md"), StringComparison.Ordinal);
        }
    }
}
