using System.Globalization;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Testing;

namespace DeepRec.Tests.Models;

/// <summary>The asymmetric checkerboard as interactions: a user met the visible items of high value, and wants those held out. Ids of users and items are the only columns.</summary>
internal static class RankerBoard
{
    private static readonly AsymmetricCheckerboard Board = AsymmetricCheckerboard.Create();

    public static int Users => Board.Users;

    public static int Items => Board.Items;

    public static Dataset Met => Dataset.From(High(Board.Visible));

    public static RankingData Data { get; } = MakeData();

    /// <summary>A fit of small steps.</summary>
    public static RankingFit Fit(int epochs = 60, double learningRate = 0.01, int batchSize = 64, int seed = 42, CancellationToken cancellationToken = default)
    {
        var trainer = new Trainer(new TrainerOptions { Epochs = epochs, Seed = seed, BatchSize = batchSize, Optimizer = new AdamOptions { LearningRate = learningRate } });
        return new RankingFit(seed, batchSize, task => trainer.Train(task, progress: null, cancellationToken), CancellationToken: cancellationToken);
    }

    /// <summary>All users with what they met.</summary>
    public static RankingRequests Requests => RankingRequests.Of(Data.Interactions, [.. Enumerable.Range(0, Users)], UserRows([.. Enumerable.Range(0, Users)]));

    public static float[] Score(ItemScorer scorer, RankingRequests requests)
    {
        var scores = new float[requests.Count * Items];
        scorer.Score(requests, scores);
        return scores;
    }

    /// <summary>The share of pairs of an item held out and one of low value that are in the right order.</summary>
    public static double Auc(ItemScorer scorer)
    {
        float[] scores = Score(scorer, Requests);
        double right = 0, all = 0;
        foreach (var row in High(Board.HeldOut))
        {
            int user = Number(row.UserId);
            foreach (int other in Enumerable.Range(0, Items).Where(item => Board.Answer(user, item) == AsymmetricCheckerboard.Low))
            {
                right += scores[user * Items + Number(row.ItemId)] > scores[user * Items + other] ? 1 : 0;
                all++;
            }
        }

        return right / all;
    }

    private static CheckerboardRow[] High(IEnumerable<CheckerboardRow> rows) => [.. rows.Where(row => row.Value == AsymmetricCheckerboard.High)];

    private static int Number(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    private static Dataset UserRows(int[] users) => Encoded.Rows((Feature.User("User"), new IdColumn([.. users.Select(user => user + Vocabulary.FirstFreeId)], Users + Vocabulary.FirstFreeId)));

    private static RankingData MakeData()
    {
        var rows = High(Board.Visible);
        int[] users = [.. rows.Select(row => Number(row.UserId))];
        var catalogue = Encoded.Rows((Feature.Item("Item"), new IdColumn([.. Enumerable.Range(Vocabulary.FirstFreeId, Items)], Items + Vocabulary.FirstFreeId)));
        return new RankingData(
            new RankingInputs([Encoded.Id("User", Users + Vocabulary.FirstFreeId, FeatureRole.User)], [Encoded.Id("Item", Items + Vocabulary.FirstFreeId, FeatureRole.Item)], catalogue),
            Interactions.Of(users, [.. rows.Select(row => Number(row.ItemId))], [], Users, Items),
            UserRows(users));
    }
}
