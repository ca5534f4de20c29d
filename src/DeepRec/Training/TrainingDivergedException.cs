using System.Globalization;

namespace DeepRec;

/// <summary>The loss, a gradient or a weight stopped being a finite number. The model holds the weights of the last epoch that ended well.</summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(long step, double learningRate, double loss, int lastGoodEpoch)
        : base(string.Create(CultureInfo.InvariantCulture, $"At step {step}, learning rate {learningRate}, the loss, a gradient or a weight stopped being a finite number (loss {loss}). ")
            + $"The model holds the weights {(lastGoodEpoch == 0 ? "it started with" : $"after epoch {lastGoodEpoch}")}. Lower the learning rate, set MaximumGradientNorm, or look for extreme numbers in the data.") =>
        (Step, LearningRate, Loss, LastGoodEpoch) = (step, learningRate, loss, lastGoodEpoch);

    /// <summary>The step, from 0.</summary>
    public long Step { get; }

    /// <summary>The learning rate of that step.</summary>
    public double LearningRate { get; }

    /// <summary>The loss of the step, or of the validation rows after it; finite where only a gradient or a weight was not.</summary>
    public double Loss { get; }

    /// <summary>The epoch whose weights the model holds; 0 for those it started with.</summary>
    public int LastGoodEpoch { get; }
}
