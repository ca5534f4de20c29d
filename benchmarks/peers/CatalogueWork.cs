using System.Diagnostics;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Peers;

/// <summary>The work: vectors of 64 numbers for 10,000 users and for all items of a catalogue, their inner products, a softmax over the items, drawn interactions; our way of training and the plain loop.</summary>
internal sealed class CatalogueWork
{
    private const int Users = 10_000, Dimension = 64, Seed = 42;
    private readonly int _items;
    private readonly int[] _metUsers;
    private readonly int[] _metItems;

    /// <param name="items">How many.</param>
    /// <param name="steps">Of an epoch.</param>
    public CatalogueWork(int items, int steps)
    {
        var random = new Random(Seed);
        _items = items;
        _metUsers = [.. Enumerable.Range(0, Batch * steps).Select(_ => random.Next(Users))];
        _metItems = [.. _metUsers.Select(_ => random.Next(items))];
    }

    /// <summary>Rows a step.</summary>
    public const int Batch = 256;

    /// <summary>An epoch through <see cref="Trainer"/>, in the same way as a recommender's.</summary>
    /// <param name="loss">Over which items.</param>
    /// <param name="lazy">Whether Adam moves only what a step meets.</param>
    /// <param name="warmUp">Steps that do not count.</param>
    /// <param name="fused">Whether short ways may be taken.</param>
    /// <param name="threads">As many at most, by the wall's clock; <see langword="null"/>: one, by CPU time.</param>
    public CatalogueSpeed Train(RankingLoss loss, bool lazy, int warmUp, FusedTraining fused, int? threads = null)
    {
        var clock = new StepClock(warmUp, Wall: threads is not null);
        var options = new TrainerOptions { Epochs = 1, BatchSize = Batch, Seed = Seed, Optimizer = new AdamOptions { Lazy = lazy }, Schedule = clock, Fused = fused, Threads = threads ?? 1 };
        TrainingReport? report = null;
        var fit = new RankingFit(Seed, Batch, task => report = new Trainer(options).Train(task, progress: null, CancellationToken.None));
        var model = new SoftmaxRankerOptions
        {
            Loss = loss,
            Scorer = new FactoredScorer { Dimension = Dimension, History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Similarity = ItemSimilarity.Dot, Temperature = 1, Start = ItemStart.Random },
        };
        using (model.Fit(Data(), fit)) return new CatalogueSpeed(clock.StepsPerSecond, report!.History[0].Loss, Peak());
    }

    /// <summary>The loop that one writes first: embeddings, all scores, cross entropy, TorchSharp's own Adam.</summary>
    /// <param name="warmUp">Steps that do not count.</param>
    /// <param name="threads">As for <see cref="Train"/>.</param>
    public CatalogueSpeed Plain(int warmUp, int? threads = null)
    {
        set_num_threads(threads ?? 1);
        random.manual_seed(Seed);
        using var users = nn.Embedding(Users, Dimension);
        using var items = nn.Embedding(_items, Dimension);
        using (no_grad())
        {
            users.weight!.mul_(0.05);
            items.weight!.mul_(0.05);
        }

        using var adam = optim.Adam([users.weight!, items.weight!], lr: 1e-3);
        using var outer = NewDisposeScope();
        using Tensor metUsers = tensor(Array.ConvertAll(_metUsers, user => (long)user)), metItems = tensor(Array.ConvertAll(_metItems, item => (long)item));
        int steps = _metUsers.Length / Batch;
        (TimeSpan started, double last) = (default, 0);
        for (int step = 0; step < steps; step++)
        {
            if (step == warmUp) started = StepClock.Now(threads is not null);
            using var scope = NewDisposeScope();
            var user = users.call(metUsers.narrow(0, step * Batch, Batch)); // [B, D]
            var loss = nn.functional.cross_entropy(user.mm(items.weight!.t()), metItems.narrow(0, step * Batch, Batch)); // [B, I] → scalar
            adam.zero_grad();
            loss.backward();
            adam.step();
            last = loss.ToSingle();
        }

        return new CatalogueSpeed((steps - warmUp) / (StepClock.Now(threads is not null) - started).TotalSeconds, last, Peak());
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    private RankingData Data()
    {
        const int First = Vocabulary.FirstFreeId;
        FeatureInput user = new("user", FeatureInputKind.Id, FeatureRole.User, Users + First, []), item = new("item", FeatureInputKind.Id, FeatureRole.Item, _items + First, []);
        var catalogue = new Dataset(new FeatureSchema([Feature.Item("item")]), [new IdColumn([.. Enumerable.Range(First, _items)], _items + First)]);
        var requests = new Dataset(new FeatureSchema([Feature.User("user")]), [new IdColumn([.. _metUsers.Select(met => met + First)], Users + First)]);
        return new RankingData(new RankingInputs([user], [item], catalogue), Interactions.Of(_metUsers, _metItems, [], Users, _items), requests);
    }
}
