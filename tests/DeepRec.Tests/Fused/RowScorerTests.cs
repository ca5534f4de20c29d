using DeepRec.Models;

namespace DeepRec.Tests.Fused;

/// <summary>Scores in plain memory beside those of the module, their oracle.</summary>
public sealed class RowScorerTests
{
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, MlpRatingPredictorOptions> Structures = new(FusedRows.Fused)
    {
        ["ordinal"] = Of("ordinal"),
        ["silu"] = Of("silu"),
        ["silu output"] = Of("silu output"),
        ["batch norm"] = Of("batch norm"),
        ["layer norm"] = Of("layer norm"),
        ["time encoder"] = Of("time encoder"),
        ["gelu"] = Of("gelu"),
        ["gelu output"] = Of("gelu") with { Output = RatingOutput.Activation, OutputActivation = Activation.Gelu },
        ["clamped"] = FusedRows.Fused["recommended"] with { ClampToLabelRange = true },
        ["unclamped"] = FusedRows.Fused["recommended"] with { ClampToLabelRange = false },
    };

    // All tables multiplied beforehand, none, or only those that are small.
    public static TheoryData<string, int, int> StructuresAndWidths
    {
        get
        {
            var all = new TheoryData<string, int, int>();
            foreach (string name in Structures.Keys)
            {
                foreach (int bits in new[] { 32, 128, 256, 512 }) all.Add(name, bits, MlpScorer.FoldedNumbers);
                all.Add(name, 256, 0);
                all.Add(name, 256, 800);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void ScoresAreThoseOfTheModule(string structure, int bits, int foldedNumbers)
    {
        using var model = Trained(Structures[structure], out var rows);
        using var oracle = new TorchScorer(model, FusedRows.Inputs);
        using var scorer = Pack(model, bits, foldedNumbers);
        foreach (int count in new[] { 0, 1, 2, 37, 128, 129, 5000 })
        {
            var some = rows.Select([.. Enumerable.Range(0, count).Select(i => i * 7 % rows.Count)]);
            float[] expected = new float[count], found = new float[count];
            oracle.Score(some, expected);
            scorer.Score(some, found);
            AssertClose(expected, found);
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void ARowByItselfScoresAsInItsColumns(string structure, int bits, int foldedNumbers)
    {
        using var model = Trained(Structures[structure], out var rows);
        using var oracle = new TorchScorer(model, FusedRows.Inputs);
        using var scorer = Pack(model, bits, foldedNumbers);
        var expected = new float[rows.Count];
        oracle.Score(rows, expected);
        AssertClose(expected, [.. Enumerable.Range(0, rows.Count).Select(row => Score(scorer, rows, row))]);
    }

    [Theory]
    [InlineData("gated fusion")]
    [InlineData("deep factorisation machine")]
    [InlineData("deep and cross")]
    [InlineData("rated histories")]
    public void OtherStructuresAreLeftToTheModule(string structure)
    {
        using var model = FusedRows.Create(FusedRows.General[structure], FusedRows.Rows());
        Assert.Null(model.Pack());
    }

    [Theory]
    [InlineData("article")]
    [InlineData("recommended")]
    [InlineData("ordinal")]
    public void AScoreAllocatesNothing(string structure)
    {
        using var model = Trained(Structures[structure], out var rows);
        using var scorer = model.Pack()!;
        var scores = new float[rows.Count];
        long Calls()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            scorer.Score(rows, scores);
            for (int row = 0; row < 100; row++) Score(scorer, rows, row);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Calls()));
    }

    [Fact]
    public void AnEnsembleScoresByItsMembers()
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(Ensemble(Structures["recommended"], Structures["ordinal"], Structures["line"]), rows);
        using var oracle = new TorchScorer(model, FusedRows.Inputs);
        using var scorer = model.Pack()!;
        float[] expected = new float[rows.Count], found = new float[rows.Count];
        oracle.Score(rows, expected);
        scorer.Score(rows, found);
        AssertClose(expected, found);
        AssertClose(expected, [.. Enumerable.Range(0, rows.Count).Select(row => Score(scorer, rows, row))]);
    }

    [Fact]
    public void AnEnsembleWithAnotherMemberIsLeftToTheModule()
    {
        using var model = FusedRows.Create(Ensemble(Structures["line"], FusedRows.General["deep and cross"]), FusedRows.Rows());
        Assert.Null(model.Pack());
    }

    [Fact]
    public void ManyThreadsScoreAlike()
    {
        using var model = Trained(Structures["recommended"], out var rows);
        using var scorer = model.Pack()!;
        var expected = new float[rows.Count];
        scorer.Score(rows, expected);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var found = new float[rows.Count];
            scorer.Score(rows, found);
            Assert.Equal(expected, found);
            AssertClose([expected[i]], [Score(scorer, rows, i)]);
        });
    }

    [Fact]
    public void TheTablesOutliveTheModelUntilTheScorerGoes()
    {
        var model = Trained(Structures["recommended"], out var rows);
        var scorer = model.Pack()!;
        float expected = Score(scorer, rows, 3);
        model.Dispose();
        Assert.Equal(expected, Score(scorer, rows, 3));
        scorer.Dispose();
        scorer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Score(scorer, rows, 3));
        Assert.Throws<ObjectDisposedException>(() => scorer.Score(rows, new float[rows.Count]));
    }

    [Fact]
    public void ARowOfOtherInputsIsRefused()
    {
        using var model = Trained(Structures["line"], out var rows);
        using var scorer = model.Pack()!;
        Assert.ThrowsAny<ArgumentException>(() => scorer.Score(new EncodedRow { Ids = [1, 2, 3, 4], BagLengths = [0, 0], Numbers = [0, 0, 0] }));
        Assert.ThrowsAny<ArgumentException>(() => scorer.Score(new EncodedRow { Ids = [1, 2, 3, 4, 5], BagLengths = [0, 0], Numbers = [0, 0, 0, 0] }));
        Assert.ThrowsAny<ArgumentException>(() => scorer.Score(new EncodedRow { Ids = [40, 2, 3, 4], BagLengths = [0, 0], Numbers = [0, 0, 0, 0] }));
        Assert.ThrowsAny<ArgumentException>(() => scorer.Score(new EncodedRow { Ids = [-1, 2, 3, 4], BagLengths = [0, 0], Numbers = [0, 0, 0, 0] }));
        Assert.Throws<ArgumentException>(() => scorer.Score(rows.Without("age"), new float[rows.Count]));
    }

    private static RatingEnsembleOptions Ensemble(params RatingPredictorOptions[] members) => new() { Members = [.. members.Select((member, m) => new RatingEnsembleMember { Model = member, Weight = m + 1 })] };

    private static MlpRatingPredictorOptions Of(string general) => (MlpRatingPredictorOptions)FusedRows.General[general];

    // After an epoch, so that biases, statistics and padding are not all as they start.
    private static RatingPredictor Trained(MlpRatingPredictorOptions options, out Dataset rows)
    {
        rows = FusedRows.RowsFor(options);
        var model = FusedRows.Create(options, rows);
        new Trainer(new TrainerOptions { Epochs = 1, BatchSize = 32 }).Train(model, new TrainingData(rows, FusedRows.Inputs), cancellationToken: TestContext.Current.CancellationToken);
        model.eval();
        return model;
    }

    private static MlpScorer Pack(RatingPredictor model, int bits, int foldedNumbers)
    {
        MatrixKernels.Force(bits);
        try
        {
            return ((MlpRatingPredictor)model).Pack(foldedNumbers)!;
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    private static float Score(RowScorer scorer, Dataset rows, int row)
    {
        Span<int> ids = stackalloc int[16], lengths = stackalloc int[2];
        Span<float> numbers = stackalloc float[4];
        int count = 0;
        foreach (string name in (ReadOnlySpan<string>)["user", "item", "place", "weekday"]) ids[count++] = ((IdColumn)rows[name]).Ids[row];
        for (int b = 0; b < 2; b++)
        {
            var bags = (IdBagColumn)rows[b == 0 ? "genres" : "words"];
            lengths[b] = bags.Offsets[row + 1] - bags.Offsets[row];
            bags.Ids.Slice(bags.Offsets[row], lengths[b]).CopyTo(ids[count..]);
            count += lengths[b];
        }

        numbers[0] = ((NumberColumn)rows["age"]).Values[row];
        ((NumberColumn)rows["weather"]).Values.Slice(3 * row, 3).CopyTo(numbers[1..]);
        return scorer.Score(new EncodedRow { Ids = ids[..count], BagLengths = lengths, Numbers = numbers });
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        for (int row = 0; row < expected.Length; row++) Assert.Equal(expected[row], found[row], Tolerance * Math.Max(1, Math.Abs(expected[row])));
    }
}
