using System.Globalization;
using System.Runtime.CompilerServices;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>
/// What the trainer, the saved file and the recommender rely on in a ranker of your own, as checks for any test framework: each throws a
/// <see cref="ContractException"/> that says what was expected, what was found, and the cure.
/// </summary>
/// <remarks>
/// The model is built and trained on the pairs of an <see cref="AsymmetricCheckerboard"/> whose answer is high: 40 users who met 50 items, by their ids, no
/// other feature. It is trained once for all checks that need a trained one; keep the contract for the whole test class, and dispose it at the end.
/// A model that is not trained by gradients goes through the checks that are about what it recommends; the others then hold. The checks
/// may run beside other tests. One thread at a time.
/// </remarks>
public sealed class ItemRankerContract : IDisposable
{
    private readonly RankingModelOptions _options;
    private readonly ItemRankerOptions? _ranker;
    private readonly Lazy<(RankingRecommender<string, string> Recommender, ItemRanker? Ranker)> _trained;

    /// <summary>Takes the settings of the model to be checked.</summary>
    public ItemRankerContract(RankingModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _ranker) = (options, options as ItemRankerOptions);
        _trained = new(Train);
    }

    /// <summary>Whether the model can learn more than the sum of a request's and an item's part.</summary>
    /// <value>Default <see langword="true"/>. A linear model, or one that knows popularity alone, says <see langword="false"/>, and is held to that.</value>
    public bool SeesInteractions { get; init; } = true;

    /// <summary>How the model is trained.</summary>
    /// <value>Default: 40 epochs of batches of 64, Adam at 0.01, seed 42.</value>
    public TrainerOptions Trainer { get; init; } = new() { Epochs = 40, BatchSize = 64, Seed = 42, Optimizer = new AdamOptions { LearningRate = 0.01 } };

    private RankingRecommender<string, string> Recommender => _trained.Value.Recommender;

    private ItemRanker Ranker => _trained.Value.Ranker!;

    /// <summary>Runs every check.</summary>
    /// <exception cref="ContractException">One or more fail; the message holds a line for each.</exception>
    public void Verify() => Contract.HoldAll(
        RegistersEveryParameter, SavesEachTensorOnce, GradientsAreFinite, LearnsTheCheckerboard, ScoresAreDeterministic, PairsAgreeWithAll, ScoresDoNotDependOnTheBatch,
        ScoresDoNotDependOnOtherItems, UnknownUsersGetFiniteScores, SavedWeightsGiveTheSameScores, SavesAndLoads, TheSeedDecidesTheTraining, ManyThreadsScoreAlike,
        ScoringLeavesNoTensorBehind, TrainingLeavesNoTensorBehind, CancellingEndsTheTrainingWithinAStep);

    /// <summary>Every parameter and layer that a field holds is registered: else it is neither trained nor saved.</summary>
    public void RegistersEveryParameter() => HoldRanker(() => WithNew(ModuleChecks.RegistersEveryParameter));

    /// <summary>No tensor is saved under two names.</summary>
    public void SavesEachTensorOnce() => HoldRanker(() => WithNew(ModuleChecks.SavesEachTensorOnce));

    /// <summary>After a backward pass from a softmax over all items every parameter has a gradient, each of its numbers is finite, and some are not 0.</summary>
    public void GradientsAreFinite() => HoldRanker(() => WithNew(ranker => ModuleChecks.GradientsAreFinite(ranker, () =>
    {
        var scores = ranker.call(RankedCheckerboard.Requests(ranker, RankerScores.AllUsers), RankedCheckerboard.AllItems()); // [B, I]
        return -scores.log_softmax(1).gather(1, tensor(Array.ConvertAll(RankerScores.AllUsers, user => (long)user)).unsqueeze(1)).mean(); // [B, 1] → scalar
    })));

    /// <summary>The mean AUC of the pairs kept back is at least 0.95, among all items that the user has not met; for one that sees no interactions it lies between 0.25 and 0.7.</summary>
    /// <remarks>0.5 is what a coin has. Popularity has less: an item whose pairs were kept back has been met by fewer.</remarks>
    public void LearnsTheCheckerboard() => Hold(() =>
    {
        double auc = Recommender.Evaluate(RankedCheckerboard.HeldOut).Auc ?? 0;
        bool holds = SeesInteractions ? auc >= 0.95 : auc is >= 0.25 and <= 0.7;
        if (holds) return;
        throw Contract.Broken(
            SeesInteractions ? "a mean AUC of 0.95 or more on pairs kept back" : "a mean AUC between 0.25 and 0.7, as no sum of a request's and an item's part can do better",
            string.Create(CultureInfo.InvariantCulture, $"{auc:F4}"),
            "set SeesInteractions to what the model can express, and Trainer to epochs and a learning rate that suit it; if both do, look for ids read from the wrong column, or items that are scored in another order than they came in");
    });

    /// <summary>The same requests twice have the same scores, to the bit.</summary>
    public void ScoresAreDeterministic() => Hold(() => TensorValues.AreEqual(
        Scores(), Scores(), 0, "the same scores for the same requests", "draw nothing at random in evaluation mode: test the module's training flag"));

    /// <summary>ScorePairs gives a request and an item what Score gives them, to 1e-5.</summary>
    public void PairsAgreeWithAll() => HoldRanker(() =>
    {
        int items = RankedCheckerboard.Inputs.ItemCount;
        float[] all = Scores();
        foreach (int shift in (ReadOnlySpan<int>)[0, 17])
        {
            int[] paired = Array.ConvertAll(RankerScores.AllUsers, user => (7 * user + shift) % items);
            float[] expected = Array.ConvertAll(RankerScores.AllUsers, user => all[user * items + paired[user]]);
            TensorValues.AreEqual(expected, RankerScores.OfPairs(Ranker, paired), 1e-5, "the same score for a pair by ScorePairs as by Score", "compute both from the same formula: training may use either");
        }
    });

    /// <summary>The scores of a request are the same alone, in pairs, in batches of 37 and among all, to 1e-5.</summary>
    public void ScoresDoNotDependOnTheBatch() => HoldRanker(() =>
    {
        float[] together = Scores();
        foreach (int size in (ReadOnlySpan<int>)[1, 2, 37])
        {
            float[] apart = [.. RankerScores.AllUsers.Chunk(size).SelectMany(users => RankerScores.Of(Ranker, users))];
            TensorValues.AreEqual(together, apart, 1e-5, $"the same scores in batches of {size}", "take no mean, maximum or normalisation over the requests of a batch, and let padding of a shorter history say nothing");
        }
    });

    /// <summary>The score of an item is the same alone, in blocks of 7 and among all, to 1e-5.</summary>
    public void ScoresDoNotDependOnOtherItems() => HoldRanker(() =>
    {
        float[] together = Scores();
        foreach (int size in (ReadOnlySpan<int>)[1, 7])
        {
            TensorValues.AreEqual(together, RankerScores.InBlocks(Ranker, size), 1e-5, $"the same scores for items in blocks of {size}", "take no mean, softmax or normalisation over the items: the loss does what is to be done");
        }
    });

    /// <summary>Padding, missing ids, ids that no training row held and users without a history get finite scores.</summary>
    public void UnknownUsersGetFiniteScores() => Hold(() =>
    {
        const string What = "the scores for users of whom nothing is known", Cure = "give the ids 0 (padding), 1 (missing) and 2 (unknown) rows like any other, and an empty history a vector: divide by no length of 0";
        if (_ranker is not null) TensorValues.AreFinite(RankerScores.OfUnknown(Ranker), What, Cure);
        TensorValues.AreFinite([.. Listed(Recommender, "nobody").Concat(Listed(Recommender, null)).Select(best => best.Score)], What, Cure);
    });

    /// <summary>What would be saved, copied into a model of another seed, gives the same scores to the bit.</summary>
    public void SavedWeightsGiveTheSameScores() => HoldRanker(() => WithNew(
        ranker =>
        {
            ModuleChecks.CopyState(Ranker, ranker);
            TensorValues.AreEqual(Scores(), RankerScores.Of(ranker, RankerScores.AllUsers), 0, "the same scores from the same weights", "register everything that scores depend on as a parameter or a buffer");
        },
        seed: 7));

    /// <summary>A trained recommender, saved and loaded, recommends the same with the same scores, to the bit.</summary>
    public void SavesAndLoads() => Hold(() =>
    {
        string path = Path.Combine(Path.GetTempPath(), $"deeprec-contract-{Guid.NewGuid():N}.deeprec");
        try
        {
            using var trained = Fit(_options, Short);
            trained.Save(path);
            using var loaded = DeepRec.Recommender.LoadRanking<string, string>(path);
            const string Cure = "let public properties of the options hold all settings";
            foreach (string? user in RankedCheckerboard.Users.Append(null))
            {
                IReadOnlyList<(string Item, float Score)> expected = Listed(trained, user), found = Listed(loaded, user);
                TensorValues.AreEqual([.. expected.Select(best => best.Score)], [.. found.Select(best => best.Score)], 0, "the same scores after loading", Cure);
                if (!expected.SequenceEqual(found)) throw Contract.Broken("the same items in the same order after loading", "others", Cure);
            }
        }
        finally
        {
            File.Delete(path);
        }
    });

    /// <summary>The same seed gives the same loss in every epoch, to the bit, and another seed others; without epochs, the same seed gives the same scores.</summary>
    public void TheSeedDecidesTheTraining() => Hold(() =>
    {
        double[] first = Course(1), again = Course(1), other = Course(2);
        const string Cure = "take start values from the seed that Create is given (new Generator(seed) and the initialisers that accept one), not from torch's global generator";
        if (!first.SequenceEqual(again)) throw Contract.Broken("the same training from the same seed", $"{Text(first)} and {Text(again)}", Cure);
        if (_ranker is not null && first.SequenceEqual(other)) throw Contract.Broken("other losses from another seed", $"twice {Text(first)}", Cure);
    });

    /// <summary>Four threads, each with the users in an order of its own, get the scores that one gets.</summary>
    public void ManyThreadsScoreAlike() => Hold(() =>
    {
        int items = RankedCheckerboard.Inputs.ItemCount, users = RankerScores.AllUsers.Length;
        float[] alone = Scores();
        ManyThreads.Agree(
            thread => [.. RankerScores.AllUsers.Select(user => (user + 11 * thread) % users)],
            Scores, order => [.. order.SelectMany(user => alone[(user * items)..((user + 1) * items)])]);
    });

    /// <summary>Scoring again and again leaves no tensor alive.</summary>
    public void ScoringLeavesNoTensorBehind() => Hold(() =>
    {
        ModuleChecks.LeavesNoTensorBehind(() => Listed(Recommender, "u0"), "requests");
        if (_ranker is not null) WithNew(ranker => ModuleChecks.LeavesNoTensorBehind(() => RankerScores.Of(ranker, RankerScores.AllUsers), "calls"));
    });

    /// <summary>A longer training leaves as many tensors alive as a short one.</summary>
    public void TrainingLeavesNoTensorBehind() => Hold(() =>
    {
        long LeftBy(int epochs)
        {
            long before = ModuleChecks.LiveTensors;
            Fit(_options, Trainer with { Epochs = epochs }).Dispose();
            return ModuleChecks.LiveTensors - before;
        }

        LeftBy(1);
        long one = LeftBy(1), three = LeftBy(3);
        if (one == three) return;
        throw Contract.Broken("as many tensors after three epochs as after one", $"{one} and {three} more than before", "keep no tensor of a batch in a field, and detach nothing but parameters from their dispose scope");
    });

    /// <summary>A training that is cancelled ends before the next step.</summary>
    public void CancellingEndsTheTrainingWithinAStep() => HoldRanker(() =>
    {
        const int LastStep = 3;
        using var source = new CancellationTokenSource();
        CancellingRanker? watched = null;
        var options = new WatchedRankerOptions((inputs, seed) => watched = new CancellingRanker(_ranker!.Create(inputs, seed), LastStep, source.Cancel)) { Loss = _ranker!.Loss };
        try
        {
            Fit(options, Trainer, source.Token).Dispose();
        }
        catch (OperationCanceledException)
        {
        }

        if (watched!.Steps != LastStep) throw Contract.Broken($"no step after step {LastStep}, in which it was cancelled", $"{watched.Steps} steps", "encode the requests of a step once, and let every call return");
    });

    /// <summary>Frees the model that was trained.</summary>
    public void Dispose()
    {
        if (_trained.IsValueCreated) Recommender.Dispose();
    }

    private TrainerOptions Short => Trainer with { Epochs = 2 };

    private static string Text(double[] course) => string.Join(", ", course.Take(3).Select(value => value.ToString("G17", CultureInfo.InvariantCulture)));

    private static RankingRecommender<string, string> Fit(RankingModelOptions options, TrainerOptions trainer, CancellationToken cancellationToken = default) =>
        DeepRec.Recommender.TrainRanking<string, string>(new TrainingSet(RankedCheckerboard.Liked), new RankingOptions { Model = options, Trainer = trainer }, cancellationToken);

    // All items, those met included, best first.
    private static IReadOnlyList<(string Item, float Score)> Listed(RankingRecommender<string, string> recommender, string? user) =>
        [.. recommender.Recommend(user, recommender.ItemCount, new RankingRequestOptions<string> { IncludeMet = true }).Select(best => (best.Item, best.Score))];

    private void Hold(Action check, [CallerMemberName] string name = "") => Contract.Hold(_options, name, check);

    // What is asked of a module holds of what has none.
    private void HoldRanker(Action check, [CallerMemberName] string name = "")
    {
        if (_ranker is not null) Contract.Hold(_options, name, check);
    }

    private float[] Scores() => Scores(RankerScores.AllUsers);

    // Shape [users × items].
    private float[] Scores(int[] users) => _ranker is not null ? RankerScores.Of(Ranker, users)
        : [.. users.SelectMany(user => Listed(Recommender, RankedCheckerboard.Users[user]).OrderBy(best => best.Item, StringComparer.Ordinal).Select(best => best.Score))];

    private void WithNew(Action<ItemRanker> check, long seed = 42)
    {
        TorchRuntime.EnsureLoaded();
        using var ranker = _ranker!.Create(RankedCheckerboard.Inputs, seed);
        foreach (var tensor in ranker.parameters().Concat(ranker.buffers())) tensor.DetachFromDisposeScope(); // whatever scope the caller has open
        check(ranker);
    }

    private double[] Course(int seed)
    {
        using var fitted = Fit(_options, Short with { Seed = seed });
        return fitted.Report is { } report ? [.. report.History.Select(epoch => epoch.Loss)] : [.. RankedCheckerboard.Users.SelectMany(user => Listed(fitted, user)).Select(best => (double)best.Score)];
    }

    private (RankingRecommender<string, string> Recommender, ItemRanker? Ranker) Train()
    {
        ItemRanker? ranker = null;
        RankingModelOptions options = _ranker is null ? _options : new WatchedRankerOptions((inputs, seed) => ranker = _ranker.Create(inputs, seed)) { Loss = _ranker.Loss };
        return (Fit(options, Trainer), ranker);
    }
}
