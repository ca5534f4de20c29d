using DeepRec.Models;

namespace DeepRec.Tests.Fused;

/// <summary>What a plan says of a model beside its module.</summary>
public sealed class RatingPlanTests
{
    public static TheoryData<string> Names => [.. FusedRows.Fused.Keys, .. FusedRows.General.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void APlanSaysWhatTheModuleSaves(string name)
    {
        var options = FusedRows.Fused.TryGetValue(name, out var fused) ? fused : FusedRows.General[name];
        Check(options, FusedRows.RowsFor(options));
    }

    [Fact]
    public void APlanOfAnEnsembleSaysWhatItsMembersSave() => Check(
        new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = FusedRows.Fused["recommended"] }, new RatingEnsembleMember { Model = FusedRows.General["batch norm"], Weight = 0 }] }, FusedRows.Rows());

    private static void Check(RatingPredictorOptions options, Dataset rows)
    {
        using var model = FusedRows.Create(options, rows);
        var plan = options.Plan(new ModelInputs(FusedRows.Inputs, LabelStatistics.Of(rows)));
        using var packed = model.Pack();
        Assert.Equal(packed is null, plan is null);
        if (plan is null) return;
        var saved = ModelWeights.Capture(model);
        WeightShape.Check(plan.Weights, saved);
        Assert.Equal((model.GetName(), ParameterWidth.Of(model)), (plan.ModelName, plan.Widest));

        using var scorer = plan.Pack(name => saved.Single(array => array.Name == name));
        float[] expected = new float[rows.Count], found = new float[rows.Count];
        packed!.Score(rows, expected);
        scorer.Score(rows, found);
        Assert.Equal(expected, found);
    }
}
