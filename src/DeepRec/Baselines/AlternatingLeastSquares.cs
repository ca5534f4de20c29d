using DeepRec.Models;

namespace DeepRec;

/// <summary>The fitting of <see cref="ImplicitAlsOptions"/>; the formulas stand there. The same to the bit for any number of threads.</summary>
internal sealed class AlternatingLeastSquares
{
    private const int RowsAtOnce = 64;

    private readonly SparseMatrix _users;
    private readonly SparseMatrix _items;
    private readonly ImplicitAlsOptions _options;
    private readonly CancellationToken _cancellationToken;

    public AlternatingLeastSquares(SparseMatrix met, ImplicitAlsOptions options, RankingFit fit)
    {
        (_users, _items, _options, _cancellationToken) = (met, met.Transpose(), options, fit.CancellationToken);
        Users = new float[_users.RowCount * options.Dimension];
        Items = new float[_items.RowCount * options.Dimension];
        var random = new SeededRandom(StableHash.Combine((ulong)fit.Seed, 1));
        for (int i = 0; i < Items.Length; i++) Items[i] = (float)(random.NextGaussian() / Math.Sqrt(options.Dimension));
    }

    /// <summary>x, shape [users × K].</summary>
    public float[] Users { get; }

    /// <summary>y, shape [I × K].</summary>
    public float[] Items { get; }

    public AlternatingLeastSquares Run()
    {
        for (int iteration = 0; iteration < _options.Iterations; iteration++) Step();
        return this;
    }

    /// <summary>Solves users, then items.</summary>
    public void Step()
    {
        Solve(_users, Items, Users);
        Solve(_items, Users, Items);
    }

    private void Solve(SparseMatrix met, float[] others, float[] solved)
    {
        var equations = new ConfidenceEquations(others, _options, _cancellationToken);
        Parallel.For(0, (met.RowCount + RowsAtOnce - 1) / RowsAtOnce, new ParallelOptions { CancellationToken = _cancellationToken }, block =>
        {
            var workspace = equations.Workspace();
            for (int row = block * RowsAtOnce; row < Math.Min(met.RowCount, (block + 1) * RowsAtOnce); row++)
            {
                equations.Solve(met.ColumnsOf(row), workspace, solved.AsSpan(row * _options.Dimension, _options.Dimension));
            }
        });
    }
}
