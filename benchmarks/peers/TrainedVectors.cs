using DeepRec.Models;
using DeepRec.Quality;

namespace DeepRec.Peers;

/// <summary>The vectors of items and users of a ranker trained for a few epochs.</summary>
internal static class TrainedVectors
{
    private static readonly RankingOptions Options = new()
    {
        Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = RetrievalWork.Width }, Loss = new SampledSoftmaxLoss() },
        Trainer = new TrainerOptions { Epochs = 3, BatchSize = 1024, Seed = 1 },
    };

    /// <param name="source">Who met what.</param>
    /// <param name="users">How many users' vectors at most.</param>
    /// <returns>Shapes [items × 64] and [users × 64].</returns>
    public static (float[] Items, float[] Users) Of(RankingSource source, int users)
    {
        string path = Path.Combine(Path.GetTempPath(), $"deeprec-vectors-{Environment.ProcessId}.deeprec");
        try
        {
            using (var trained = Recommender.TrainRanking<string, string>(new TrainingSet(source.Train), Options)) trained.Save(path);
            using var bundle = RankingBundle.Load<string, string>(path);
            int[] asked = [.. Enumerable.Range(0, Math.Min(users, bundle.Users.Count))];
            var raw = new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items).Compose([.. asked.Select(bundle.Users.IdAt)]);
            return (bundle.Scorer.Panels!.Vectors(RetrievalWork.Width), bundle.Scorer.Encode(bundle.Requests(raw, asked)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
