using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>What a trainer goes through: the steps of an epoch, a loss for each, and perhaps a loss to watch by. All that is random in it is a function of (seed, epoch or step).</summary>
internal abstract class TrainingTask
{
    /// <summary>What is trained.</summary>
    public abstract nn.Module Module { get; }

    /// <summary>Which of a model's trainings it is; <see langword="null"/> where there is one alone.</summary>
    public TrainingStage? Stage { get; set; }

    /// <summary>Rows an epoch goes through.</summary>
    public abstract int Rows { get; }

    /// <summary>Steps an epoch takes, the same in every epoch.</summary>
    public abstract int StepsAnEpoch { get; }

    /// <summary>Puts the rows in the order of an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public abstract void BeginEpoch(int epoch);

    /// <summary>The loss of a step, in the caller's dispose scope.</summary>
    /// <param name="step">Within the epoch, from 0.</param>
    /// <param name="globalStep">Since the training began, from 0.</param>
    public abstract StepLoss Loss(int step, long globalStep);

    /// <summary>
    /// Allows the short ways: gives the step without autograd that stands for <see cref="Loss"/> and its backward pass; <see langword="null"/> where there is none,
    /// and <see cref="Loss"/> may take a short way of its own.
    /// </summary>
    /// <param name="isLazy">Whether the optimiser moves only what a step meets.</param>
    /// <param name="threads">How many threads may share a step.</param>
    public virtual FusedStep? Fuse(bool isLazy, int threads) => null;

    /// <summary>The rows of a step, for <see cref="FusedStep"/>.</summary>
    /// <param name="step">Within the epoch, from 0.</param>
    public virtual ReadOnlySpan<int> RowsOf(int step) => throw new NotSupportedException("The steps of this task are no rows.");

    /// <summary>The rows of each unit that privacy is for.</summary>
    /// <exception cref="ArgumentException">The loss of a unit depends on others, or it is not known which rows are a user's; the message says the cure.</exception>
    public virtual UnitRows UnitsOf(PrivacyUnit unit) => throw new ArgumentException($"Private training does not cover {Module.GetName()}. Train an MlpRatingPredictor.");

    /// <summary>Whether <see cref="Fuse"/> gives a step over rows of <see cref="FusedRowsOf"/>.</summary>
    public virtual bool FusesUnits => true;

    /// <summary>The rows of <see cref="UnitsOf"/> as <see cref="FusedStep"/> takes them.</summary>
    public virtual ReadOnlySpan<int> FusedRowsOf(ReadOnlySpan<int> rows) => rows;

    /// <summary>The loss of a unit's rows alone, in the caller's dispose scope.</summary>
    /// <param name="rows">As <see cref="UnitsOf"/> has them.</param>
    /// <param name="globalStep">Since the training began, from 0.</param>
    public virtual StepLoss LossOf(ReadOnlySpan<int> rows, long globalStep) => throw new NotSupportedException("This task has no loss of rows.");

    /// <summary>The loss to watch by, the smaller the better; <see langword="null"/> where there is nothing to watch.</summary>
    public abstract double? Validate();

    /// <summary>Adds to a signature what the course of the training depends on beside the trainer's own settings.</summary>
    public abstract void Sign(JsonObject signature);

    /// <summary>After training: gives ids that no row held what is sensible for them.</summary>
    public virtual void FillUnmet()
    {
    }

    /// <summary>After private training: the same for ids that are not known, of the learned vectors alone.</summary>
    public virtual void FillUnknown()
    {
    }
}
