using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>
/// What a deep model must beat: ratings from ids alone, without features.
/// <code>
/// r̂(u,i) = μ + b_u + b_i + ⟨p_u, q_i⟩, within the range of the training labels
/// </code>
/// μ is the mean of the training labels; which of the other terms there are depends on the method that made it. A user or an item never met has none.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class RatingBaseline
{
    private readonly RatedRows _rows;
    private readonly float[] _userBias; // [users], or empty
    private readonly float[] _itemBias; // [items], or empty
    private readonly float[] _userFactors; // [users × dimension], or empty
    private readonly float[] _itemFactors; // [items × dimension], or empty
    private readonly int _dimension;

    private RatingBaseline(RatedRows rows, float[] userBias, float[] itemBias, float[] userFactors, float[] itemFactors, int dimension) =>
        (_rows, _userBias, _itemBias, _userFactors, _itemFactors, _dimension) = (rows, userBias, itemBias, userFactors, itemFactors, dimension);

    /// <summary>r̂ = μ.</summary>
    /// <param name="training">The rows to learn from; with a user, an item and a label. Rows without a label count for nothing.</param>
    /// <exception cref="ArgumentException">There is no user, item or label, or no row has a label.</exception>
    public static RatingBaseline GlobalMean(TrainingSet training) => new(RatedRows.Of(training), [], [], [], [], 0);

    /// <summary>r̂ = μ + b_i, where b_i = Σ (r − μ) / (n_i + shrinkage) over the n_i ratings of the item.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="shrinkage">How many ratings of the mean an item is given on top of its own; from 0.</param>
    /// <inheritdoc cref="GlobalMean" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">The shrinkage is negative or not finite.</exception>
    public static RatingBaseline ItemMean(TrainingSet training, double shrinkage = 5)
    {
        var rows = RatedRows.Of(training);
        return new(rows, [], rows.Biases(rows.Items, Setting.NotNegative(shrinkage, nameof(shrinkage)), _ => 0), [], [], 0);
    }

    /// <summary>
    /// r̂ = μ + b_u + b_i, fitted in turn: b_i = Σ (r − μ − b_u) / (n_i + shrinkage), then b_u likewise, again and again. Nothing without
    /// interactions of users and items predicts much better.
    /// </summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="userShrinkage">How many ratings of no bias a user is given on top of their own; from 0.</param>
    /// <param name="itemShrinkage">Likewise for an item.</param>
    /// <param name="passes">How often both are fitted; at least 1.</param>
    /// <inheritdoc cref="GlobalMean" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A shrinkage is negative or not finite, or there is no pass.</exception>
    public static RatingBaseline UserItemBias(TrainingSet training, double userShrinkage = 15, double itemShrinkage = 10, int passes = 10)
    {
        Setting.NotNegative(userShrinkage, nameof(userShrinkage));
        Setting.NotNegative(itemShrinkage, nameof(itemShrinkage));
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        var rows = RatedRows.Of(training);
        float[] userBias = new float[rows.UserCount], itemBias = [];
        for (int pass = 0; pass < passes; pass++)
        {
            itemBias = rows.Biases(rows.Items, itemShrinkage, row => rows.Users[row] < 0 ? 0 : userBias[rows.Users[row]]);
            userBias = rows.Biases(rows.Users, userShrinkage, row => rows.Items[row] < 0 ? 0 : itemBias[rows.Items[row]]);
        }

        return new(rows, userBias, itemBias, [], [], 0);
    }

    /// <summary>r̂ = μ + b_u + b_i + ⟨p_u, q_i⟩, fitted by stochastic gradient descent: see <see cref="MatrixFactorizationOptions"/>.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="options">Default: those of <see cref="MatrixFactorizationOptions"/>.</param>
    /// <param name="cancellationToken">Ends the fitting within an epoch.</param>
    /// <exception cref="ArgumentException">There is no user, item or label, no row has a label, or the descent runs away for too high a learning rate.</exception>
    public static RatingBaseline MatrixFactorization(TrainingSet training, MatrixFactorizationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MatrixFactorizationOptions();
        var rows = RatedRows.Of(training);
        var fit = new FactorDescent(rows, options);
        fit.Run(cancellationToken);
        return new(rows, fit.UserBias, fit.ItemBias, fit.UserFactors, fit.ItemFactors, options.Dimension);
    }

    /// <summary>The predicted rating of each row.</summary>
    /// <param name="rows">Rows with the user's and the item's column of the training rows; unknown and missing ids are fine.</param>
    /// <returns>Shape [rows], in units of the label, within the range of the training labels, finite.</returns>
    /// <exception cref="ArgumentException">A column is absent or of another kind.</exception>
    public float[] Predict(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int[] users = _rows.UsersOf(rows), items = _rows.ItemsOf(rows);
        var ratings = new float[rows.Count];
        for (int row = 0; row < ratings.Length; row++) ratings[row] = (float)Math.Clamp(_rows.Mean + _rows.Unit * Offset(users[row], items[row]), _rows.Minimum, _rows.Maximum);
        return ratings;
    }

    /// <summary>Compares predictions with the labels of rows that were not trained on.</summary>
    /// <exception cref="ArgumentException">There are no rows, there is no label, or one is missing; the message names the row.</exception>
    public RatingReport Evaluate(Dataset test)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (test.Count == 0) throw new ArgumentException("There are no rows to evaluate.", nameof(test));
        float[] labels = RatingEvaluator.LabelsOf(test);
        int[] userRows = RatedRows.Count(_rows.Users, _rows.UserCount), itemRows = RatedRows.Count(_rows.Items, _rows.ItemCount);
        return RatingEvaluator.Evaluate(
            Predict(test), labels, Array.ConvertAll(_rows.UsersOf(test), user => user < 0 ? 0 : userRows[user]), Array.ConvertAll(_rows.ItemsOf(test), item => item < 0 ? 0 : itemRows[item]));
    }

    // In units of the labels' standard deviation.
    private double Offset(int user, int item)
    {
        double offset = 0;
        if (user >= 0 && _userBias.Length > 0) offset += _userBias[user];
        if (item >= 0 && _itemBias.Length > 0) offset += _itemBias[item];
        if (user >= 0 && item >= 0 && _dimension > 0) offset += TensorPrimitives.Dot(_userFactors.AsSpan(user * _dimension, _dimension), _itemFactors.AsSpan(item * _dimension, _dimension));
        return offset;
    }
}
