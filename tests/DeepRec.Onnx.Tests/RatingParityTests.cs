namespace DeepRec.Onnx.Tests;

/// <summary>The graph and the file's own recommender give the ratings that the core gives, for every model that is exported.</summary>
public sealed class RatingParityTests(ExportedRatings exported) : IClassFixture<ExportedRatings>
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Models => [.. ExportedRatings.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheGraphGivesTheRatingsOfTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var graph = new Graph(path);

        foreach (int count in new[] { 1, 2, 33, 200 })
        {
            var rows = Visits.Some(count, seed: count);
            Near(recommender.Predict(rows), graph.Run(recommender.Pipeline.Transform(rows)));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void RawIdsAndValuesGiveTheRatingsOfTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var served = OnnxRecommender.Load<int, string>(path);

        foreach (var row in Visits.Make(60, seed: 5, users: 60, items: 45))
        {
            var context = new Dictionary<string, object?> { ["Device"] = row.Device, ["Hour"] = row.Hour, ["Words"] = row.Words };
            Near([recommender.Predict(row.UserId, row.ItemId, context)], [served.Predict(row.UserId, row.ItemId, context)]);
        }

        var given = new Dictionary<string, object?> { ["Age"] = 31, ["Region"] = "west" };
        Near([recommender.Predict(999, "item-3", given), recommender.Predict(3, null), recommender.Predict(3, "nothing")], [served.Predict(999, "item-3", given), served.Predict(3, null), served.Predict(3, "nothing")]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCheckerOfTheFormatFindsNothing(string model) => Checker.Check(exported.Of(model).Path);

    internal static void Near(IReadOnlyList<float> expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"row {i}: {expected[i]} and {actual[i]}");
    }
}
