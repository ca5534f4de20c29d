using CsCheck;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

/// <summary>Steps fitted by several threads are those of one, and so are the rows.</summary>
public class PreprocessingThreadsTests
{
    private static readonly Func<PreprocessingStep>[] Steps =
    [
        () => new CategoryVocabulary("user") { MinimumCount = 2, OutOfVocabularyBuckets = 3 },
        () => new CategoryVocabulary("item") { MaximumSize = 40 },
        () => new CategoryVocabulary("tags"),
        () => new FillMissing("number") { AddIndicator = true },
        () => new Standardize("number"),
        () => new FillMissing("other", FillStrategy.Median) { AddIndicator = true },
        () => new Winsorize("other"),
        () => new Standardize("other.missing"),
        () => new FillMissing("item", FillStrategy.MostFrequent) { AddIndicator = true },
        () => new TextVocabulary("words") { MinimumCount = 1 },
        () => Bucketize.Quantile("number", 5),
        () => Bucketize.Quantile("other", 4),
        () => new ExampleAge("time"),
        () => new DropInvalidRows(),
        () => Constant(new TimeFeatures("time")),
        () => Constant(new TidyText("user")),
        () => Constant(new HashCategory("words", 17)),
        () => Constant(new DropColumn("tags")),
        () => Constant(new LogTransform("number")),
    ];

    [Fact]
    public void AnyStepsGiveTheSameWithAnyNumberOfThreads() =>
        Gen.Select(Gen.Int, Gen.Int[32_768, 40_000], Gen.Int[0, Steps.Length - 1].Array[2, 9], Gen.Bool).Sample((seed, count, chosen, isOne) =>
        {
            var rows = Draw(seed, count);
            var training = isOne ? new TrainingSet(rows) : new TrainingSet(rows.Select([.. Enumerable.Range(0, 9000)]), rows.Select([.. Enumerable.Range(9000, count - 9000)]));
            var (expected, error) = Fit(chosen, training, threads: 1);
            foreach (int threads in new[] { 2, 7 })
            {
                var (result, otherError) = Fit(chosen, training, threads);
                Assert.Equal(error, otherError);
                if (expected is not null) AssertSame(expected, result!);
            }
        }, iter: 10);

    [Fact]
    public void TheDefaultStepsGiveTheSameAlsoOfValuesThatAreNotKnown()
    {
        var (rows, later) = (Draw(1, 40_000), Draw(2, 500));
        PreprocessingResult Fit(int threads)
        {
            var pipeline = PreprocessingPipeline.Default(rows.Schema);
            pipeline.Threads = threads;
            return pipeline.FitTransform(new TrainingSet(rows));
        }

        var alone = Fit(1);
        Assert.Equal(alone.Encoded.Count, alone.Kept.Count);
        foreach (int threads in new[] { 2, 7 })
        {
            var together = Fit(threads);
            AssertSame(alone, together);
            Rows.AssertSame(alone.Pipeline.Transform(later), together.Pipeline.Transform(later));
        }
    }

    [Fact]
    public void OfSeveralStepsThatFailTheFirstIsTold()
    {
        var rows = Draw(3, 40_000);
        foreach (int threads in new[] { 1, 2, 7 })
        {
            Assert.StartsWith("Column 'item' is a CategoryColumn, not a NumberColumn.", Error(new CategoryVocabulary("user"), new Standardize("item"), new CategoryVocabulary("number")), StringComparison.Ordinal);
            Assert.StartsWith("Column 'number' is a NumberColumn; this step needs a category", Error(new CategoryVocabulary("number"), new Standardize("item")), StringComparison.Ordinal);
            Assert.Contains("changed the label 'label'", Error(new CategoryVocabulary("user"), new Standardize("label"), new Standardize("user")), StringComparison.Ordinal);
            Assert.StartsWith("There is no column 'tags'", Error(new CategoryVocabulary("user"), Constant(new DropColumn("tags")), new CategoryVocabulary("tags")), StringComparison.Ordinal);

            string Error(params PreprocessingStep[] steps) => Assert.ThrowsAny<ArgumentException>(() => Pipeline(steps, threads).FitTransform(new TrainingSet(rows))).Message;
        }
    }

    [Fact]
    public void ANameThatTwoStepsGiveIsAnErrorWithAnyNumberOfThreads()
    {
        Column texts = Draw(4, 40_000)["item"];
        var rows = Rows.Of((Feature.Category("a"), texts), (Feature.Category("a.b"), texts));
        var none = new Dictionary<string, IReadOnlyList<string?>>();
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var pipeline = Pipeline([Constant(new RegionHierarchy("a", ["b.c"], none)), Constant(new RegionHierarchy("a.b", ["c"], none))], threads);
            Assert.StartsWith("A step on 'a.b' adds the column 'a.b.c', which is there already.", Assert.Throws<ArgumentException>(() => pipeline.Fit(new TrainingSet(rows))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AsManyThreadsAsProcessorsAreTheDefault()
    {
        Assert.Equal(Environment.ProcessorCount, new PreprocessingPipeline().Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreprocessingPipeline().Threads = 0);
    }

    // Users as unevenly as the cube of a uniform number, so that some occur once; every column has missing values.
    private static Dataset Draw(int seed, int count)
    {
        var random = new Random(seed);
        string? Text(string name, int size, int power) => random.Next(50) == 0 ? null : $"{name}{(int)(Math.Pow(random.NextDouble(), power) * size)}";
        float Number() => random.Next(20) == 0 ? Rows.Missing : (random.NextSingle() * 9) - 4;
        var all = Enumerable.Range(0, count).ToArray();
        return Rows.Of(
            (Feature.User("user"), Rows.Category([.. all.Select(_ => Text("u", 9000, 3))])),
            (Feature.Item("item"), Rows.Category([.. all.Select(_ => Text("i", 60, 2))])),
            (Feature.Categories("tags", FeatureRole.Context), Rows.Several([.. all.Select(_ => $"{Text("t", 9, 1)}|{Text("t", 90, 2)}")])),
            (Feature.Number("number", FeatureRole.Context), new NumberColumn([.. all.Select(_ => Number())])),
            (Feature.Number("other", FeatureRole.Context), new NumberColumn([.. all.Select(_ => Number())])),
            (Feature.Text("words", FeatureRole.Context), Rows.Category([.. all.Select(_ => $"{Text("w", 30, 2)} {Text("w", 30, 2)}")])),
            (Feature.DateTime("time", FeatureRole.Context), new DateTimeColumn([.. all.Select(_ => random.Next(9) == 0 ? DateTimeColumn.Missing : random.NextInt64(DateTime.MaxValue.Ticks))])),
            (Feature.Label("label"), new NumberColumn([.. all.Select(_ => Number())])));
    }

    private static PreprocessingPipeline Pipeline(IEnumerable<PreprocessingStep> steps, int threads)
    {
        var pipeline = new PreprocessingPipeline { Threads = threads };
        foreach (var step in steps) pipeline.Add(step);
        return pipeline;
    }

    private static PreprocessingStep Constant(FittedStep step) => new PreprocessingPipeline { step }.Single();

    private static (PreprocessingResult? Result, string? Error) Fit(int[] chosen, TrainingSet training, int threads)
    {
        try
        {
            return (Pipeline(chosen.Select(i => Steps[i]()), threads).FitTransform(training), null);
        }
        catch (ArgumentException e)
        {
            return (null, e.Message);
        }
    }

    private static void AssertSame(PreprocessingResult expected, PreprocessingResult actual)
    {
        Assert.Equal(expected.Pipeline.ToJson(), actual.Pipeline.ToJson());
        Rows.AssertSame(expected.Encoded, actual.Encoded);
        Rows.AssertSame(expected.Kept, actual.Kept);
        Assert.Equal(expected.Removed, actual.Removed);
    }
}
