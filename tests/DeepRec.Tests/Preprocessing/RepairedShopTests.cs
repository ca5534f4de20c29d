using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Preprocessing;

/// <summary>A generated shop whose rows were soiled on purpose: every planted fault is found, counted, and gone after the repairs, in training and in serving.</summary>
public class RepairedShopTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DataQualityOptions Options = new() { MinimumLabel = 0, MaximumLabel = 1, FewRows = 3, Latest = Start.AddDays(100) };
    private static readonly Dataset Dirty = Soil();

    [Fact]
    public void EveryPlantedFaultIsFoundWithItsRows() => Assert.Equal(
        [
            (DataRepairKind.MendEncoding, "Brand", 10), (DataRepairKind.TidyText, "User", 20), (DataRepairKind.TidyText, "Brand", 15), (DataRepairKind.MendTimeUnit, "At", 12),
            (DataRepairKind.DropRowsWithoutId, "User", 5), (DataRepairKind.DropRowsWithoutId, "Item", 4), (DataRepairKind.DropRowsWithoutLabel, "Label", 6), (DataRepairKind.DropLabelsOutOfRange, "Label", 7),
            (DataRepairKind.DropLateRows, "At", 8), (DataRepairKind.Deduplicate, null, 30), (DataRepairKind.DropRareIds, null, 2), (DataRepairKind.FillMissing, "Price", 150),
            (DataRepairKind.ClipOutliers, "Price", 9), (DataRepairKind.DropColumn, "Channel", Dirty.Count), (DataRepairKind.DropColumn, "Receipt", Dirty.Count),
        ], DataQualityReport.Of(Dirty, Options).Repairs.Select(r => (r.Kind, r.Column, r.Rows)));

    [Fact]
    public void AfterTheRepairsNothingIsLeftToRepair()
    {
        var pipeline = new PreprocessingPipeline();
        foreach (var repair in DataQualityReport.Of(Dirty, Options).Repairs) pipeline.Add(repair);

        var result = pipeline.FitTransform(new TrainingSet(Dirty));

        Assert.Empty(DataQualityReport.Of(result.Encoded, Options).Repairs);
        Assert.Equal(Dirty.Count - 5 - 4 - 6 - 7 - 8 - 30 - 2, result.Encoded.Count);
        Assert.Equal(62, result.Removed.Sum(r => r.Rows));
        Assert.Equal(Dirty.Schema, result.Kept.Schema); // the raw columns stay
        foreach (string name in new[] { "User", "Item", "At" }) Assert.Equal(Rows.TextsOf(result.Encoded, name), Rows.TextsOf(result.Kept, name)); // and are corrected where a row is told by them
        Rows.AssertSame(result.Pipeline.Transform(Dirty), FittedPipeline.FromJson(result.Pipeline.ToJson()).Transform(Dirty));
    }

    [Fact]
    public void WithoutTheirConsentNothingIsChanged() => Assert.Same(Dirty, new PreprocessingPipeline().FitTransform(new TrainingSet(Dirty)).Encoded);

    [Fact]
    public void ARecommenderOfRepairedRowsAnswersAlikeAfterLoading()
    {
        using var folder = new TemporaryFolder();
        var pipeline = PreprocessingPipeline.Default(Dirty.Schema, DataQualityReport.Of(Dirty, Options).Repairs);
        using var trained = Recommender.Train<string, string>(new TrainingSet(Dirty), new RecommenderOptions
        {
            Pipeline = pipeline,
            Model = new MlpRatingPredictorOptions { HiddenLayers = [8], EmbeddingDimension = 4 },
            Trainer = new TrainerOptions { Epochs = 2, BatchSize = 256 },
        }, TestContext.Current.CancellationToken);
        trained.Save(folder.File("shop.deeprec"));
        using var loaded = Recommender.Load<string, string>(folder.File("shop.deeprec"));

        Assert.Equal(100, trained.UserCount); // each once, by whatever spelling; the stranger has too few rows
        Assert.Equal(trained.Predict(Dirty), loaded.Predict(Dirty));
        Assert.DoesNotContain(trained.Pipeline.Inputs, input => input.Name is "Channel" or "Receipt");
        Assert.Equal(62, trained.RemovedRows.Sum(r => r.Rows));
        // A spelling that the repair makes one scores as the other does.
        var row = Dirty.Select([500]);
        Assert.Equal(trained.Predict(row), trained.Predict(row.With("User", Rows.Category($" {row["User"].TextAt(0)!.ToUpperInvariant()}\u200B"))));
    }

    // 100 users of 12 rows each, with disjoint sets of rows for each fault.
    private static Dataset Soil()
    {
        var rows = Enumerable.Range(0, 1200).Select(i => new Bought($"u{i % 100}", $"i{(i / 100 * 7 + i) % 40}", 0.2f + (i * 37 % 600 / 1000f), Start.AddMinutes(i * 60), 10 + (i * 13 % 20), $"Brand {i % 5}", "web", $"r{i}")).ToArray();
        Change(0, 5, row => row with { User = null });
        Change(5, 4, row => row with { Item = null });
        Change(9, 6, row => row with { Label = null });
        Change(15, 7, row => row with { Label = 3 });
        Change(22, 8, row => row with { At = Start.AddDays(200) });
        Change(30, 12, row => row with { At = DateTimeOffset.UnixEpoch.AddMilliseconds((row.At - DateTimeOffset.UnixEpoch).TotalSeconds) });
        Change(50, 20, row => row with { User = row.User!.ToUpperInvariant() });
        Change(80, 15, row => row with { Brand = row.Brand.Replace(" ", "  ", StringComparison.Ordinal) });
        Change(100, 20, row => row with { Brand = "Café" });
        Change(120, 10, row => row with { Brand = "CafÃ©" });
        Change(200, 150, row => row with { Price = null });
        Change(400, 9, row => row with { Price = 5000 });
        var again = rows[600..630].Select(row => row with { At = row.At.AddDays(40), Label = 0.9f, Receipt = row.Receipt + "b" });
        return Dataset.From([.. rows, .. again, rows[0] with { User = "stranger", Item = "i1", Receipt = "s1" }, rows[0] with { User = "stranger", Item = "i2", Receipt = "s2" }]);

        void Change(int from, int count, Func<Bought, Bought> soil)
        {
            for (int i = from; i < from + count; i++) rows[i] = soil(rows[i]);
        }
    }

    private sealed record Bought(
        [User] string? User, [Item] string? Item, [Label] float? Label, [Timestamp] DateTimeOffset At, [Numeric] float? Price, [Categorical] string Brand, [Categorical] string Channel, [Categorical] string Receipt);
}
