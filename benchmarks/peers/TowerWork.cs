using DeepRec.Models;

namespace DeepRec.Peers;

/// <summary>The work: the default ranker of two towers over the rows of <see cref="ScoringWork"/>, trained for an epoch; and a request of each user.</summary>
internal sealed class TowerWork : IDisposable
{
    private readonly RankingRequests[] _requests;

    public TowerWork()
    {
        var rows = ScoringWork.Raw();
        Recommender = DeepRec.Recommender.TrainRanking<string, string>(new TrainingSet(rows), new RankingOptions { Trainer = new TrainerOptions { Epochs = 1, BatchSize = 256, Seed = 42 } });
        Users = [.. Recommender.Users];
        var bundle = Recommender.Bundle;
        var composed = new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items).Compose([.. Users]);
        var all = bundle.Requests(composed, [.. Users.Select(user => bundle.Users.RowOf(user))]);
        _requests = [.. Enumerable.Range(0, Users.Count).Select(row => all.Slice(row, 1))];
        Scorer = bundle.Scorer;
        Module = ModuleOf(bundle);
    }

    public RankingRecommender<string, string> Recommender { get; }

    public IReadOnlyList<string> Users { get; }

    /// <summary>In plain memory.</summary>
    public ItemScorer Scorer { get; }

    /// <summary>By TorchSharp.</summary>
    public ItemScorer Module { get; }

    /// <summary>How many numbers the encoding of a request has.</summary>
    public int Width => Scorer.Panels!.Width;

    public RankingRequests Request(int row) => _requests[row % _requests.Length];

    public void Dispose()
    {
        Module.Dispose();
        Recommender.Dispose();
    }

    private static TorchItemScorer ModuleOf(RankingBundle bundle)
    {
        var ranker = ((ItemRankerOptions)bundle.ModelOptions).CreateDetached(bundle.Inputs, seed: 0);
        ModelWeights.Restore(ranker, bundle.Scorer.Export());
        return new TorchItemScorer(ranker, bundle.Inputs);
    }
}
