using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The descent of <see cref="MatrixFactorizationOptions"/>; the formulas stand there.</summary>
internal sealed class FactorDescent
{
    private readonly RatedRows _rows;
    private readonly MatrixFactorizationOptions _options;

    public FactorDescent(RatedRows rows, MatrixFactorizationOptions options)
    {
        (_rows, _options) = (rows, options);
        UserBias = new float[rows.UserCount];
        ItemBias = new float[rows.ItemCount];
        var random = new SeededRandom(StableHash.Combine((ulong)options.Seed, 1));
        UserFactors = Start(rows.UserCount, ref random);
        ItemFactors = Start(rows.ItemCount, ref random);
    }

    /// <summary>Shape [users].</summary>
    public float[] UserBias { get; }

    /// <summary>Shape [items].</summary>
    public float[] ItemBias { get; }

    /// <summary>Shape [users × dimension].</summary>
    public float[] UserFactors { get; }

    /// <summary>Shape [items × dimension].</summary>
    public float[] ItemFactors { get; }

    /// <exception cref="ArgumentException">The descent runs away.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        var order = new int[_rows.Ratings.Length];
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            Permutation.Of(order, StableHash.Combine(StableHash.Combine((ulong)_options.Seed, 2), (ulong)epoch));
            foreach (int row in order)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Step(_rows.Users[row], _rows.Items[row], _rows.Ratings[row]);
            }

            // Ratings are a few units large.
            if (IsSane(UserBias) && IsSane(ItemBias) && IsSane(UserFactors) && IsSane(ItemFactors)) continue;
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The matrix factorisation runs away in epoch {epoch + 1}: LearningRate {_options.LearningRate} is too high for Dimension {_options.Dimension} and Regularization {_options.Regularization}. Lower it."));
        }
    }

    private static bool IsSane(float[] values) => values.Length == 0 || TensorPrimitives.MaxMagnitude<float>(values) < 1e6f;

    // A row without a user or an item teaches what it has.
    private void Step(int user, int item, float rating)
    {
        float rate = (float)_options.LearningRate, ridge = (float)_options.Regularization;
        int dimension = _options.Dimension;
        Span<float> p = user < 0 ? [] : UserFactors.AsSpan(user * dimension, dimension);
        Span<float> q = item < 0 ? [] : ItemFactors.AsSpan(item * dimension, dimension);
        bool isPair = user >= 0 && item >= 0;
        float error = rating - (user < 0 ? 0 : UserBias[user]) - (item < 0 ? 0 : ItemBias[item]) - (isPair ? TensorPrimitives.Dot<float>(p, q) : 0);
        if (user >= 0) UserBias[user] += rate * (error - ridge * UserBias[user]);
        if (item >= 0) ItemBias[item] += rate * (error - ridge * ItemBias[item]);
        for (int i = 0; isPair && i < p.Length; i += Vector<float>.Count)
        {
            var pi = Lanes.Load<float>(p, i);
            var qi = Lanes.Load<float>(q, i);
            Lanes.Store(pi + rate * (error * qi - ridge * pi), p, i);
            Lanes.Store(qi + rate * (error * pi - ridge * qi), q, i);
        }
    }

    private float[] Start(int count, ref SeededRandom random)
    {
        var factors = new float[(long)count * _options.Dimension];
        for (int i = 0; i < factors.Length; i++) factors[i] = (float)(random.NextGaussian() * _options.InitialDeviation);
        return factors;
    }
}
