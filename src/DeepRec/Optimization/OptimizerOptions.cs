namespace DeepRec;

/// <summary>
/// How weights follow their gradients: <see cref="AdamOptions"/>, <see cref="AdamWOptions"/>, <see cref="SgdOptions"/> or
/// <see cref="AdagradOptions"/>. Immutable, so safe from many threads.
/// </summary>
/// <remarks>
/// In the formulas, w is a weight, g its gradient, η the learning rate, λ the weight decay and t the step, counted from 1.
/// The order of operations is PyTorch's, so that results agree with <c>torch.optim</c>.
/// </remarks>
public abstract record OptimizerOptions
{
    private protected OptimizerOptions(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate η. A <see cref="LearningRateSchedule"/> multiplies it.</summary>
    /// <value>Above 0. The default is PyTorch's: 0.001; for <see cref="AdagradOptions"/> 0.01.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    public double LearningRate { get; init => field = Setting.Positive(value); }

    internal abstract Optimizer CreateOptimizer();
}
