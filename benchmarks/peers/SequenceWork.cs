using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Peers;

/// <summary>The work: a SASRec of default size over 2,000 users who met 100 of 3,000 items each.</summary>
internal sealed class SequenceWork : IDisposable
{
    private const int Users = 2_000, Items = 3_000, Each = 100, First = Vocabulary.FirstFreeId;
    private readonly SasRecOptions _model = new();
    private readonly RankingData _data;
    private readonly ItemRanker _ranker;

    public SequenceWork()
    {
        var random = new Random(42);
        int[] users = [.. Enumerable.Range(0, Users * Each).Select(row => row / Each)], items = [.. users.Select(_ => random.Next(Items))];
        FeatureInput user = new("user", FeatureInputKind.Id, FeatureRole.User, Users + First, []), item = new("item", FeatureInputKind.Id, FeatureRole.Item, Items + First, []);
        var catalogue = new Dataset(new FeatureSchema([Feature.Item("item")]), [new IdColumn([.. Enumerable.Range(First, Items)], Items + First)]);
        var requests = new Dataset(new FeatureSchema([Feature.User("user")]), [new IdColumn([.. users.Select(met => met + First)], Users + First)]);
        _data = new RankingData(new RankingInputs([user], [item], catalogue), Interactions.Of(users, items, [], Users, Items), requests);
        _ranker = _model.CreateDetached(_data.Inputs, seed: 42);
    }

    /// <summary>Steps by autograd, and the gathering of their batches by itself.</summary>
    public GatheringWork Gathering(TrainerOptions options)
    {
        var fit = new RankingFit(options.Seed, options.BatchSize);
        int longest = _ranker.Histories[0].Length;
        var batches = new InteractionBatches(_data.Interactions, longest, skipped: 1, fit.BatchSize, (longest + 1) / 2);
        var (requests, rows) = (new RequestSource(_data.Inputs, _ranker.Histories), new Encoders.BatchSource(_data.Requests, _data.Inputs.Request));
        return new GatheringWork(_model.CreateTask(_ranker, _data, fit), options, step => requests.Gather(rows, _data.Interactions, batches.Step(step)));
    }

    public void Dispose() => _ranker.Dispose();
}
