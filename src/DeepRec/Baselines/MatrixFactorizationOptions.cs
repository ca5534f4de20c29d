namespace DeepRec;

/// <summary>
/// Matrix factorisation with biases, by stochastic gradient descent over single ratings in a new order each epoch. Ratings count from their mean,
/// in units of their standard deviation, so that the settings mean the same on any scale. The defaults were chosen on validation parts of MovieLens 100K. With e = r − b_u − b_i − ⟨p_u, q_i⟩ of a row:
/// <code>
/// b_u ← b_u + η (e − λ b_u)        p_u ← p_u + η (e q_i − λ p_u)
/// b_i ← b_i + η (e − λ b_i)        q_i ← q_i + η (e p_u − λ q_i)
/// </code>
/// Y. Koren, R. Bell and C. Volinsky, "Matrix Factorization Techniques for Recommender Systems", IEEE Computer 42(8), 2009. Immutable, so safe from many threads.
/// </summary>
public sealed record MatrixFactorizationOptions
{
    /// <summary>The length of p_u and q_i.</summary>
    /// <value>Default 100; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Dimension { get; init => field = AtLeastOne(value, nameof(Dimension)); } = 100;

    /// <summary>How often each rating is learned from.</summary>
    /// <value>Default 75; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 75;

    /// <summary>The learning rate η.</summary>
    /// <value>Default 0.01; above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 0.01;

    /// <summary>The ridge λ on biases and factors.</summary>
    /// <value>Default 0.09; from 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Regularization { get; init => field = Setting.NotNegative(value); } = 0.09;

    /// <summary>The standard deviation of the factors' start values; biases start at 0.</summary>
    /// <value>Default 0.03; from 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double InitialDeviation { get; init => field = Setting.NotNegative(value); } = 0.03;

    /// <summary>Governs start values and orders.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    private static int AtLeastOne(int value, string name) => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be 1 or more.");
}
