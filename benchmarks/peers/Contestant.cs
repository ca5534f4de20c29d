using System.Globalization;
using DeepRec.Quality;

namespace DeepRec.Peers;

/// <summary>A model with one choice of settings. Of several with one name, validation rows choose.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Settings">As in the table.</param>
/// <param name="Run">Learns from a split's training rows with a seed, and scores its test rows.</param>
internal sealed record Contestant(string Name, string Settings, Func<DataSplit, int, Outcome> Run)
{
    public static IEnumerable<Contestant> All(MovieLens100K source)
    {
        foreach (string name in new[] { "user-item-bias", "biased-mf", "mlp-article", "mlp-recommended" })
        {
            var model = RatingModels.Named([name])[0];
            yield return new Contestant($"DeepRec {name}", "as they are", (split, seed) => Ours(source, model, split, seed));
        }

        foreach (int iterations in new[] { 5, 20, 60 })
        {
            foreach (float ridge in new[] { 1e-5f, 1e-4f, 1e-3f })
            {
                yield return new Contestant("ML.NET SDCA", Text($"{iterations} iterations, L2 {ridge:0e0}"), (split, seed) => new MlNet(split, seed).Sdca(iterations, ridge));
            }
        }

        foreach (int trees in new[] { 100, 400, 1000 })
        {
            foreach (int leaves in new[] { 31, 127 })
            {
                yield return new Contestant("ML.NET LightGBM", Text($"{trees} trees, {leaves} leaves"), (split, seed) => new MlNet(split, seed).LightGbm(trees, leaves));
            }
        }

        foreach (int dimension in new[] { 8, 20 })
        {
            foreach (int iterations in new[] { 5, 20 })
            {
                yield return new Contestant("ML.NET FFM (classifies)", Text($"{iterations} iterations, dimension {dimension}"), (split, seed) => new MlNet(split, seed).FieldAware(iterations, dimension));
            }
        }
    }

    private static Outcome Ours(MovieLens100K source, RatingModel model, DataSplit split, int seed)
    {
        var before = Environment.CpuUsage.TotalTime;
        using var fitted = model.Fit(split.Train, source.CreatePipeline(), seed);
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        float[] scores = fitted.Predict(split.Test);
        return new Outcome(RatingMetrics.Compute(scores, MlNet.Labels(split.Test)).RootMeanSquaredError, MlNet.Auc(scores, split.Test), seconds);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
