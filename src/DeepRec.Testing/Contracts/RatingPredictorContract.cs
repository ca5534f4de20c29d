using System.Globalization;
using System.Runtime.CompilerServices;
using DeepRec.Models;

namespace DeepRec.Testing;

/// <summary>
/// What the trainer, the saved file and the recommender rely on in a rating model of your own, as checks for any test framework: each throws a
/// <see cref="ContractException"/> that says what was expected, what was found, and the cure.
/// </summary>
/// <remarks>
/// The model is built and trained on the pairs of an <see cref="AsymmetricCheckerboard"/>: 40 users and 50 items by their ids, no other feature.
/// It is trained once for all checks that need a trained one; keep the contract for the whole test class, and dispose it at the end. The checks
/// may run beside other tests. One thread at a time.
/// </remarks>
public sealed class RatingPredictorContract : IDisposable
{
    private readonly RatingPredictorOptions _options;
    private readonly Lazy<RatingPredictor> _trained;

    /// <summary>Takes the settings of the model to be checked.</summary>
    public RatingPredictorContract(RatingPredictorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _trained = new(() => Train(Trainer).Model);
    }

    /// <summary>Whether the model can learn more than the sum of a user's and an item's part.</summary>
    /// <value>Default <see langword="true"/>. A linear model says <see langword="false"/>, and is held to that.</value>
    public bool SeesInteractions { get; init; } = true;

    /// <summary>How the model is trained.</summary>
    /// <value>Default: 40 epochs of batches of 64, Adam at 0.01, seed 42.</value>
    public TrainerOptions Trainer { get; init; } = new() { Epochs = 40, BatchSize = 64, Seed = 42, Optimizer = new AdamOptions { LearningRate = 0.01 } };

    private RatingPredictor Trained => _trained.Value;

    /// <summary>Runs every check.</summary>
    /// <exception cref="ContractException">One or more fail; the message holds a line for each.</exception>
    public void Verify() => Contract.HoldAll(
        RegistersEveryParameter, SavesEachTensorOnce, GradientsAreFinite, LearnsTheCheckerboard, ScoresAreDeterministic, ScoresDoNotDependOnTheBatch,
        NoRowsGiveNoScores, UnknownIdsGetFiniteScores, SavedWeightsGiveTheSameScores, SavesAndLoads, TheSeedDecidesTheTraining, ManyThreadsScoreAlike,
        ScoringLeavesNoTensorBehind, TrainingLeavesNoTensorBehind, CancellingEndsTheTrainingWithinAStep);

    /// <summary>Every parameter and layer that a field holds is registered: else it is neither trained nor saved.</summary>
    public void RegistersEveryParameter() => Hold(() => WithNew(ModuleChecks.RegistersEveryParameter));

    /// <summary>No tensor is saved under two names.</summary>
    public void SavesEachTensorOnce() => Hold(() => WithNew(ModuleChecks.SavesEachTensorOnce));

    /// <summary>After a backward pass every parameter has a gradient, each of its numbers is finite, and some are not 0.</summary>
    public void GradientsAreFinite() => Hold(() => WithNew(model =>
        ModuleChecks.GradientsAreFinite(model, () => model.Loss(EncodedCheckerboard.TrainingBatch(model, EncodedCheckerboard.Visible.Select([.. Enumerable.Range(0, 64)]))))));

    /// <summary>The mean squared error over pairs kept back is below 0.03; for one that sees no interactions it lies between 0.14 and 0.2.</summary>
    /// <remarks>The mean alone errs by 0.154.</remarks>
    public void LearnsTheCheckerboard() => Hold(() =>
    {
        double error = EncodedCheckerboard.Error(Trained);
        bool holds = SeesInteractions ? error <= 0.03 : error is >= 0.14 and <= 0.2;
        if (holds) return;
        throw Contract.Broken(
            SeesInteractions ? "an error below 0.03 on pairs kept back" : "an error between 0.14 and 0.2, as no sum of a user's and an item's part can do better",
            string.Create(CultureInfo.InvariantCulture, $"{error:F4}"),
            "set SeesInteractions to what the model can express, and Trainer to epochs and a learning rate that suit it; if both do, look for ids read from the wrong column or a label used as an input");
    });

    /// <summary>The same rows twice have the same scores, to the bit.</summary>
    public void ScoresAreDeterministic() => Hold(() => TensorValues.AreEqual(
        Scores(), Scores(), 0, "the same scores for the same rows", "draw nothing at random in evaluation mode: test the module's training flag"));

    /// <summary>The score of a row is the same alone, in pairs, in batches of 37 and among all, to 1e-6.</summary>
    public void ScoresDoNotDependOnTheBatch() => Hold(() =>
    {
        float[] together = Scores();
        ReadOnlySpan<int> sizes = [1, 2, 37];
        foreach (int size in sizes)
        {
            float[] apart = [.. Enumerable.Range(0, together.Length).Chunk(size).SelectMany(rows => EncodedCheckerboard.Scores(Trained, EncodedCheckerboard.HeldOut.Select(rows)))];
            TensorValues.AreEqual(together, apart, 1e-6, $"the same scores in batches of {size}", "take no mean, maximum or normalisation over the rows of a batch in evaluation mode");
        }
    });

    /// <summary>A batch of no rows gives scores of shape [0].</summary>
    public void NoRowsGiveNoScores() => Hold(() => EncodedCheckerboard.Scores(Trained, EncodedCheckerboard.HeldOut.Select([])));

    /// <summary>Padding, missing ids and ids that no training row held get finite scores.</summary>
    public void UnknownIdsGetFiniteScores() => Hold(() => TensorValues.AreFinite(
        EncodedCheckerboard.Scores(Trained, EncodedCheckerboard.Unknown), "the scores of unknown users and items", "give the ids 0 (padding), 1 (missing) and 2 (unknown) rows like any other"));

    /// <summary>What would be saved, copied into a model of another seed, gives the same scores to the bit.</summary>
    public void SavedWeightsGiveTheSameScores() => Hold(() => WithNew(
        model =>
        {
            ModuleChecks.CopyState(Trained, model);
            TensorValues.AreEqual(Scores(), EncodedCheckerboard.Scores(model, EncodedCheckerboard.HeldOut), 0, "the same scores from the same weights", "register everything that scores depend on as a parameter or a buffer");
        },
        seed: 7));

    /// <summary>A trained recommender, saved and loaded, predicts the same to the bit.</summary>
    public void SavesAndLoads() => Hold(() =>
    {
        string path = Path.Combine(Path.GetTempPath(), $"deeprec-contract-{Guid.NewGuid():N}.deeprec");
        try
        {
            using var trained = Recommender.Train<string, string>(new TrainingSet(EncodedCheckerboard.Board.ToDataset()), new RecommenderOptions { Model = _options, Trainer = Short });
            trained.Save(path);
            using var loaded = Recommender.Load<string, string>(path);
            var rows = EncodedCheckerboard.Board.ToHeldOutDataset();
            TensorValues.AreEqual([.. trained.Predict(rows)], [.. loaded.Predict(rows)], 0, "the same predictions after loading", "let public properties of the options hold all settings");
        }
        finally
        {
            File.Delete(path);
        }
    });

    /// <summary>The same seed gives the same loss in every epoch, to the bit; another seed gives others.</summary>
    public void TheSeedDecidesTheTraining() => Hold(() =>
    {
        double[] first = Losses(1), again = Losses(1), other = Losses(2);
        const string Cure = "take start values from the seed that Create is given (new Generator(seed) and the initialisers that accept one), not from torch's global generator";
        if (!first.SequenceEqual(again)) throw Contract.Broken("the same losses from the same seed", $"{Text(first)} and {Text(again)}", Cure);
        if (first.SequenceEqual(other)) throw Contract.Broken("other losses from another seed", $"twice {Text(first)}", Cure);
    });

    /// <summary>Four threads, each with the rows in an order of its own, get the scores that one gets.</summary>
    public void ManyThreadsScoreAlike() => Hold(() =>
    {
        var rows = EncodedCheckerboard.HeldOut;
        float[] alone = Scores();
        ManyThreads.Agree(
            thread => Enumerable.Range(0, rows.Count).Select(i => (i + 97 * thread) % rows.Count).ToArray(),
            order => EncodedCheckerboard.Scores(Trained, rows.Select(order)), order => [.. order.Select(row => alone[row])]);
    });

    /// <summary>Scoring again and again leaves no tensor alive.</summary>
    public void ScoringLeavesNoTensorBehind() => Hold(() => WithNew(model => ModuleChecks.LeavesNoTensorBehind(() => EncodedCheckerboard.Scores(model, EncodedCheckerboard.HeldOut), "calls")));

    /// <summary>A longer training leaves as many tensors alive as a short one.</summary>
    public void TrainingLeavesNoTensorBehind() => Hold(() => WithNew(model =>
    {
        long LeftBy(int epochs)
        {
            long before = ModuleChecks.LiveTensors;
            new Trainer(Trainer with { Epochs = epochs, EmbeddingRegularization = 0.01 }).Train(model, EncodedCheckerboard.Data);
            return ModuleChecks.LiveTensors - before;
        }

        LeftBy(1);
        long one = LeftBy(1), three = LeftBy(3);
        if (one == three) return;
        throw Contract.Broken("as many tensors after three epochs as after one", $"{one} and {three} more than before", "keep no tensor of a batch in a field, and detach nothing but parameters from their dispose scope");
    }));

    /// <summary>A training that is cancelled ends before the next step, and leaves a model whose scores are finite.</summary>
    public void CancellingEndsTheTrainingWithinAStep() => Hold(() =>
    {
        const int LastStep = 3;
        using var source = new CancellationTokenSource();
        var model = EncodedCheckerboard.Create(_options);
        using var watched = new CancellingPredictor(model, LastStep, source.Cancel);
        try
        {
            new Trainer(Trainer).Train(watched, EncodedCheckerboard.Data, cancellationToken: source.Token);
        }
        catch (OperationCanceledException)
        {
        }

        if (watched.Steps != LastStep) throw Contract.Broken($"no step after step {LastStep}, in which it was cancelled", $"{watched.Steps} steps", "let Loss return");
        TensorValues.AreFinite(EncodedCheckerboard.Scores(model, EncodedCheckerboard.HeldOut), "scores after a cancelled training", "let every step leave a whole model: keep no state that only a later step completes");
    });

    /// <summary>Frees the model that was trained.</summary>
    public void Dispose()
    {
        if (_trained.IsValueCreated) _trained.Value.Dispose();
    }

    private TrainerOptions Short => Trainer with { Epochs = 2 };

    private static string Text(double[] losses) => string.Join(", ", losses.Select(l => l.ToString("G17", CultureInfo.InvariantCulture)));

    private void Hold(Action check, [CallerMemberName] string name = "") => Contract.Hold(_options, name, check);

    private float[] Scores() => EncodedCheckerboard.Scores(Trained, EncodedCheckerboard.HeldOut);

    private void WithNew(Action<RatingPredictor> check, long seed = 42)
    {
        using var model = EncodedCheckerboard.Create(_options, seed);
        check(model);
    }

    private double[] Losses(int seed)
    {
        var (model, report) = Train(Short with { Seed = seed });
        model.Dispose();
        return [.. report.History.Select(e => e.Loss)];
    }

    private (RatingPredictor Model, TrainingReport Report) Train(TrainerOptions options)
    {
        var model = EncodedCheckerboard.Create(_options, options.Seed);
        try
        {
            return (model, new Trainer(options).Train(model, EncodedCheckerboard.Data));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
