using CsCheck;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>Whatever happens at a row's moment or later, to whomever, what the model makes of the row stays the same.</summary>
public sealed class NoFutureTests
{
    private const int Users = 3, Items = 5, Length = 4;

    private static readonly FactoredScorer Pooled = new() { Dimension = 6, History = new PooledHistoryOptions { Length = Length, Events = [] }, ResidualWidth = 4, Start = ItemStart.Random };

    private static readonly PooledHistoryOptions Read = new() { Length = Length, TimeGaps = true };

    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, ItemRankerOptions> Models { get; } = new()
    {
        ["pooled"] = new SoftmaxRankerOptions { Scorer = Pooled },
        ["events and gaps"] = new SoftmaxRankerOptions { Scorer = Pooled with { History = Read } },
        ["several histories"] = new SoftmaxRankerOptions
        {
            Scorer = Pooled with { History = Read, UserLayers = [5], Histories = new Dictionary<string, HistoryOptions> { ["clicked"] = Read with { Actions = ["click"] }, ["bought"] = Read with { Actions = ["buy"], Length = 2, Pooling = HistoryPooling.Mean } } },
        },
        ["deep interest network"] = new DeepInterestNetworkOptions { Dimension = 6, Length = Length, TimeGaps = true, AttentionLayers = [5], HiddenLayers = [6] },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void LaterRowsChangeNothing(string name)
    {
        var row = Gen.Select(Gen.Int[0, Users - 1], Gen.Int[0, Items - 1], Gen.Int[0, 5], Gen.Int[1, 5], Gen.Int[0, 1], (user, item, second, stars, action) => new Row(user, item, second, stars, action));
        using var ranker = Models[name].Create(Inputs, seed: 3);
        ranker.eval();
        Gen.Select(row.Array[1, 25], row.Array[0, 10], Gen.Int[0, 24], Gen.Int[0, 1], Gen.Int[1, 9]).Sample((rows, others, chosen, removal, size) =>
        {
            var asked = rows[chosen % rows.Length];
            Row[] past = [.. rows.Where((other, place) => IsBefore(other, place, asked, chosen % rows.Length))];
            float[] expected = Scores(ranker, [.. past, asked], asked, size);

            // All later rows, changed, and others.
            Row[] present = [.. rows.Select((other, place) => (other, place)).Where(one => !ReferenceEquals(one.other, asked) && !IsBefore(one.other, one.place, asked, chosen % rows.Length) && one.place % 2 == removal).Select(one => one.other with { Item = (one.other.Item + 1) % Items })];
            Row[] added = [.. others.Where(other => other.Second > 0 && other.Second >= asked.Second)];
            Near.Equal(expected, Scores(ranker, [.. past, asked, .. present, .. added], asked, size), 1e-5);
            if (asked.Second > 0) Near.Equal(expected, Scores(ranker, [.. added, .. past, .. present, asked], asked, size), 1e-5);
        }, iter: 60);
    }

    // Second 0 stands for no time: such rows stand in the order of the data, before those with one.
    private static bool IsBefore(Row other, int place, Row asked, int askedPlace) => asked.Second == 0 ? other.Second == 0 && place < askedPlace : other.Second < asked.Second;

    private static RankingInputs Inputs => Rankings.Inputs(Users, Items) with
    {
        Events = [new FeatureInput("Stars", FeatureInputKind.Number, FeatureRole.Event, 1, [3]), new FeatureInput("Action", FeatureInputKind.Id, FeatureRole.Event, 2 + Rankings.Reserved, [])],
    };

    // The scores of all items for one row, as training has them.
    private static float[] Scores(ItemRanker ranker, Row[] rows, Row asked, int size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long[] ticks = Array.ConvertAll(rows, row => row.Second == 0 ? DateTimeColumn.Missing : row.Second * TimeSpan.TicksPerSecond);
        var interactions = Interactions.Of(Array.ConvertAll(rows, row => row.User), Array.ConvertAll(rows, row => row.Item), ticks, Users, Items);
        Row[] ordered = Array.ConvertAll(interactions.Rows, row => rows[row]);
        var columns = Encoded.Rows(
            (Feature.Number("Stars", FeatureRole.Event), new NumberColumn(Array.ConvertAll(ordered, row => (float)row.Stars))),
            (Feature.Category("Action", FeatureRole.Event), new IdColumn(Array.ConvertAll(ordered, row => row.Action + Rankings.Reserved), 2 + Rankings.Reserved)));
        interactions = interactions.With(new EventLog(interactions.Events!.Ticks, columns, new CategoryColumn([.. ordered.Select(row => row.Action), .. (int[])[]], ["click", "buy"])), null);
        var source = new RequestSource(Inputs, [.. ranker.Histories]);
        var encoded = new BatchSource(Encoded.Rows((Feature.User("User"), new IdColumn(Array.ConvertAll(rows, row => row.User + Rankings.Reserved), Users + Rankings.Reserved))), Inputs.Request);
        var batches = new InteractionBatches(interactions, Length, 0, size);
        batches.Shuffle(7);
        for (int step = 0; step < batches.Steps; step++)
        {
            var stretches = batches.Step(step).ToArray();
            int place = stretches.SelectMany(stretch => Enumerable.Range(stretch.Start, stretch.Count)).ToList().FindIndex(k => ReferenceEquals(rows[interactions.Rows[k]], asked));
            if (place < 0) continue;
            var requests = ranker.EncodeRequests(source.Gather(encoded, interactions, stretches));
            return TensorMemory.ToFloats(ranker.Score(requests, ranker.EncodeItems(FeatureBatch.Of(Inputs.Catalogue, Inputs.Item)))).AsSpan(place * Items, Items).ToArray();
        }

        throw new InvalidOperationException("The row is in no step.");
    }

    private sealed record Row(int User, int Item, int Second, int Stars, int Action);
}
