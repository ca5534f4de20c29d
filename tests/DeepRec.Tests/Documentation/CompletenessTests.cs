using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Documentation;

/// <summary>What there is to choose from stands in the guide, and the rooms in the architecture.</summary>
public sealed class CompletenessTests
{
    private static readonly string[] Chapters = [.. Markdown.FilesBelow("docs/guide", "*.md")];

    private static string Guide => string.Concat(Chapters.Select(Markdown.Read));

    [Theory]
    [InlineData(typeof(PreprocessingStep))]
    [InlineData(typeof(FittedStep))]
    [InlineData(typeof(FeatureEncoderOptions))]
    [InlineData(typeof(RatingLoss))]
    [InlineData(typeof(RankingLoss))]
    [InlineData(typeof(NegativeSampling))]
    [InlineData(typeof(RankingModelOptions))]
    [InlineData(typeof(RankingScorer))]
    [InlineData(typeof(FusionOptions))]
    [InlineData(typeof(OptimizerOptions))]
    [InlineData(typeof(LearningRateSchedule))]
    public void TheGuideNamesEveryPublicOne(Type contract)
    {
        var named = Markdown.InlineCodes(Guide).ToHashSet(StringComparer.Ordinal);
        string[] types = [.. contract.Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(contract) && !t.IsAbstract).Select(t => t.Name)];
        Assert.NotEmpty(types);
        Assert.All(types, name => Assert.Contains(name, named));
    }

    [Fact]
    public void TheGuideNamesEveryRungAndSplit()
    {
        string guide = Guide;
        Assert.All(Enum.GetNames<ColdStartRung>(), name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<RankingRung>(), name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
        Assert.All(typeof(Split).GetMethods().Where(m => m.IsStatic && m.ReturnType != typeof((TrainingSet, Dataset))), m => Assert.Contains($"Split.{m.Name}(", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void TheGuideLeadsToEveryChapter() =>
        Assert.Equal(Chapters.Order(StringComparer.Ordinal), Markdown.Links(Markdown.Read("docs/guide.md")).Where(link => link.StartsWith("guide/", StringComparison.Ordinal)).Select(link => "docs/" + link).Order(StringComparer.Ordinal));

    [Fact]
    public void TheArchitectureListsEveryRoom()
    {
        string architecture = Markdown.Read("docs/architecture.md");
        var rooms = Markdown.FilesBelow("src/DeepRec", "*.cs").Select(f => f.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct();
        Assert.All(rooms, room => Assert.Contains($"| `{room}` |", architecture, StringComparison.Ordinal));
    }
}
