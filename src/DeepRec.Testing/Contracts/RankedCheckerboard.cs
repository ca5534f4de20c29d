using System.Globalization;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Testing;

/// <summary>The asymmetric checkerboard as a task of ranking: who met what are the visible pairs whose answer is high; those kept back are to be found.</summary>
internal static class RankedCheckerboard
{
    public static readonly Dataset Liked = LikedOf(EncodedCheckerboard.Board.Visible);

    public static readonly Dataset HeldOut = LikedOf(EncodedCheckerboard.Board.HeldOut);

    public static readonly string[] Users = [.. Enumerable.Range(0, EncodedCheckerboard.Board.Users).Select(user => $"u{user}")];

    private static readonly FittedPipeline Pipeline = PreprocessingPipeline.Default(Liked.Schema).FitTransform(new TrainingSet(Liked)).Pipeline;

    /// <summary>The columns and the catalogue that a model is built for; items in the order of their first rows, as a recommender has them.</summary>
    public static RankingInputs Inputs { get; } = new(
        [.. Pipeline.Inputs.Where(input => input.Role == FeatureRole.User)], [.. Pipeline.Inputs.Where(input => input.Role == FeatureRole.Item)],
        Pipeline.Transform(Rows([.. Liked.Column<CategoryColumn>(nameof(CheckerboardRow.ItemId)).Values.Select(item => ("u0", item))])));

    // The ids of what each user met, oldest first.
    private static List<int>[] Histories { get; } = HistoriesOf(Pipeline.Transform(Liked));

    /// <summary>Requests of some users, by their numbers, in the current dispose scope. Each brings what the user met.</summary>
    public static FeatureBatch Requests(ItemRanker ranker, ReadOnlySpan<int> users)
    {
        int[] numbers = users.ToArray();
        var rows = Pipeline.Transform(Rows([.. numbers.Select(user => (Users[user], "i0"))]));
        return WithHistory(ranker, FeatureBatch.Of(rows, Inputs.Request), [.. numbers.Select(user => Histories[user])]);
    }

    /// <summary>Requests of nobody: padding, a missing id, one that is not in the vocabulary; each without a history, and with one of an item not in it.</summary>
    public static FeatureBatch Unknown(ItemRanker ranker)
    {
        var user = Inputs.Request.Single();
        var nobody = Pipeline.Transform(Rows([("nobody", "nothing")]));
        int[] users = [0, 1, nobody.Column<IdColumn>(user.Name).Ids[0]]; // padding, missing
        int item = nobody.Column<IdColumn>(Inputs.Item.Single().Name).Ids[0];
        var rows = new Dataset(new FeatureSchema([Pipeline.Schema[user.Name]]), [new IdColumn([.. users, .. users], user.Size)]);
        return WithHistory(ranker, FeatureBatch.Of(rows, Inputs.Request), [[], [], [], [item], [item], [item]]);
    }

    /// <summary>Some items of the catalogue, by their numbers, in the current dispose scope.</summary>
    public static FeatureBatch Items(ReadOnlySpan<int> items) => FeatureBatch.Of(Inputs.Catalogue.Select(items), Inputs.Item);

    /// <summary>All items of the catalogue, in the current dispose scope.</summary>
    public static FeatureBatch AllItems() => FeatureBatch.Of(Inputs.Catalogue, Inputs.Item);

    private static Dataset LikedOf(IEnumerable<CheckerboardRow> rows) => Rows([.. rows.Where(row => row.Value == AsymmetricCheckerboard.High).Select(row => (row.UserId, row.ItemId))]);

    private static Dataset Rows(IReadOnlyList<(string User, string Item)> pairs) => Dataset.From(pairs.Select(pair => new CheckerboardRow(pair.User, pair.Item, 1))).Without(nameof(CheckerboardRow.Value));

    private static FeatureBatch WithHistory(ItemRanker ranker, FeatureBatch requests, IReadOnlyList<IReadOnlyList<int>> histories) => ranker.HistoryLength == 0 ? requests
        : requests.With(ItemSequences.Of([.. histories.Select(history => (IReadOnlyList<int>)[.. history.Skip(history.Count - ranker.HistoryLength)])]));

    private static List<int>[] HistoriesOf(Dataset encoded)
    {
        var ids = encoded.Column<IdColumn>(Inputs.Item.Single().Name).Ids;
        List<int>[] histories = [.. Users.Select(_ => new List<int>())];
        for (int row = 0; row < Liked.Count; row++) histories[int.Parse(Liked[nameof(CheckerboardRow.UserId)].TextAt(row)!.AsSpan(1), CultureInfo.InvariantCulture)].Add(ids[row]);
        return histories;
    }
}
