namespace DeepRec;

/// <summary>
/// The softmax cross-entropies of <see cref="RankingLosses"/> where scores are inner products, with their gradients in one go and without autograd:
/// <code>
/// mean over b of ln(exp p_b + Σ_j exp s_bj) − (1 − ε) p_b − ε / N · Σ_j ⟨u_b, v_j⟩        p_b = ⟨u_b, v₊_b⟩ − c₊_b, s_bj = ⟨u_b, v_j⟩ − c_j
/// </code>
/// each row's part times its weight w_b, the first sum over the items j that are not row b's own. Items pass block by block and stay in cache, twice: scores and the greatest so far of
/// each row, then the gradients. Of [B, N] there is one array, and none where it were too large: scores are then made a second time. After a first step of
/// a size it allocates nothing. One thread at a time.
/// </summary>
/// <param name="kernels">How products are made; <see langword="null"/>: by the machine's widest registers.</param>
/// <param name="kept">How many scores are kept for the second pass at most.</param>
internal sealed class ProductSoftmax(SoftmaxKernels? kernels = null, int kept = ProductSoftmax.MostKept)
{
    private const int Block = 64; // items whose scores and vectors stay in the second cache with all that is known of 256 users
    private const int MostKept = 1 << 26; // 256 MiB
    private readonly SoftmaxKernels _kernels = kernels ?? SoftmaxKernels.Best;
    private readonly TargetRows _own = new();
    private SoftmaxShape _shape; // of a whole block
    private float[] _usersByDepth = []; // [B / P, D, P]
    private float[] _usersByRow = []; // [W / P, B, P]
    private float[] _userGradient = []; // [B, W]
    private float[] _vectors = []; // [block, W]
    private float[] _vectorGradient = []; // [block, W]
    private float[] _scores = []; // of the blocks, one after the other, or of one
    private float[] _maximaThen = []; // [blocks, B]: those by which a block's exponentials are measured
    private float[] _maxima = []; // [B]
    private float[] _sums = []; // [B], of a block
    private float[] _factors = []; // [B]
    private double[] _totals = []; // [B]
    private double[] _vectorSum = []; // [D]

    /// <summary>The loss; fills the gradients.</summary>
    /// <param name="rows">B of them, at least 1.</param>
    /// <param name="items">The N that all rows share.</param>
    /// <param name="numbers">Which item each is, [N]: for a row whose own it is, it counts only for ε.</param>
    /// <param name="corrections">c, [N]; empty for zeros.</param>
    /// <param name="smoothing">ε; 0 where rows have weights.</param>
    public double Run(SoftmaxRows rows, SoftmaxItems items, ReadOnlySpan<int> numbers, ReadOnlySpan<float> corrections, double smoothing = 0)
    {
        if (smoothing > 0 && !rows.Weights.IsEmpty) throw new ArgumentException("Rows with weights are not smoothed here.", nameof(smoothing));
        int batch = rows.Users.Rows, count = items.Count;
        bool keeps = Begin(rows, count);
        _own.Begin(rows.Targets);
        for (int row = 0; row < batch; row++) (_maxima[row], _totals[row]) = (Positive(rows, row), 1);
        for (int first = 0; first < count; first += Block) Sum(items, first, numbers, corrections, keeps, smoothing > 0);
        for (int row = 0; row < batch; row++) _factors[row] = (float)(rows.WeightOf(row) / (_totals[row] * batch));
        for (int first = 0; first < count; first += Block) Differentiate(items, first, numbers, corrections, keeps, (float)(-smoothing / count / batch));
        return End(rows, count, smoothing);
    }

    // Whether all scores are kept.
    private bool Begin(SoftmaxRows rows, int count)
    {
        int panel = _kernels.Panel, batch = rows.Users.Rows, depth = rows.Users.Columns, users = RoundUp(batch, panel), width = RoundUp(depth, panel), blocks = (count + Block - 1) / Block;
        if (width != _shape.Width || depth != _shape.Depth) (_vectors, _vectorGradient, _vectorSum) = (new float[Block * width], new float[Block * width], new double[depth]); // zeros behind D
        _shape = new SoftmaxShape(Block, users, depth, width);
        bool keeps = (long)blocks * Block * users <= kept;
        Grow(ref _usersByDepth, users * depth);
        Grow(ref _usersByRow, users * width);
        Grow(ref _userGradient, users * width);
        Grow(ref _scores, keeps ? count * users : Block * users);
        Grow(ref _maximaThen, blocks * users);
        Grow(ref _maxima, users);
        Grow(ref _sums, users);
        Grow(ref _factors, users);
        if (_totals.Length < users) _totals = new double[users];
        _usersByDepth.AsSpan(0, users * depth).Clear();
        _usersByRow.AsSpan(0, users * width).Clear();
        _userGradient.AsSpan(0, users * width).Clear();
        _maxima.AsSpan(0, users).Clear();
        _factors.AsSpan(0, users).Clear();
        Array.Clear(_vectorSum);
        for (int row = 0; row < batch; row++)
        {
            var user = rows.Users[row];
            for (int d = 0; d < depth; d++)
            {
                _usersByDepth[(row / panel * panel * depth) + (d * panel) + (row % panel)] = user[d];
                _usersByRow[(d / panel * panel * users) + (row * panel) + (d % panel)] = user[d];
            }
        }

        return keeps;
    }

    // The first pass.
    private void Sum(SoftmaxItems items, int first, ReadOnlySpan<int> numbers, ReadOnlySpan<float> corrections, bool keeps, bool smooths)
    {
        var shape = ShapeOf(first, items.Count);
        Span<float> block = BlockOf(first, keeps), maxima = _maxima.AsSpan(0, shape.Users), then = MaximaOf(first);
        var vectors = Gather(items, first, shape);
        Score(shape, first, numbers, corrections, block);
        maxima.CopyTo(_sums);
        _kernels.Raise(shape, block, maxima);
        for (int row = 0; row < shape.Users; row++) if (_sums[row] != maxima[row]) _totals[row] *= Math.Exp((double)_sums[row] - maxima[row]);
        maxima.CopyTo(then);
        Exponentiate(shape, first, numbers, then, block);
        for (int row = 0; row < shape.Users; row++) _totals[row] += _sums[row];
        for (int j = 0; smooths && j < shape.Items; j++)
        {
            var vector = vectors[j];
            for (int d = 0; d < vector.Length; d++) _vectorSum[d] += vector[d];
        }
    }

    // The second pass.
    private void Differentiate(SoftmaxItems items, int first, ReadOnlySpan<int> numbers, ReadOnlySpan<float> corrections, bool keeps, float term)
    {
        var shape = ShapeOf(first, items.Count);
        Span<float> block = BlockOf(first, keeps), then = MaximaOf(first);
        Gather(items, first, shape);
        if (!keeps)
        {
            Score(shape, first, numbers, corrections, block);
            Exponentiate(shape, first, numbers, then, block);
        }

        _kernels.Weigh(shape, then, _maxima, _factors, term, block);
        _kernels.ItemGradient(shape, block, _usersByRow, _vectorGradient);
        items.Scatter(first, MatrixView.Of(_vectorGradient, shape.Items, shape.Width).Slice(0, shape.Depth));
        _kernels.AddUserGradient(shape, block, _vectors, _userGradient);
    }

    // What each row has of its own item.
    private double End(SoftmaxRows rows, int count, double smoothing)
    {
        int batch = rows.Users.Rows;
        double sum = 0;
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<float> user = rows.Users[row], positive = rows.Positives[row];
            Span<float> userGradient = rows.UserGradient[row], positiveGradient = rows.PositiveGradient[row];
            double score = Positive(rows, row), likeliness = Math.Exp(score - _maxima[row]) / _totals[row], mean = 0;
            float slope = (float)(rows.WeightOf(row) * (likeliness - (1 - smoothing)) / batch);
            for (int d = 0; d < user.Length; d++)
            {
                userGradient[d] = _userGradient[(row * _shape.Width) + d] + (slope * positive[d]);
                positiveGradient[d] = slope * user[d];
                mean += user[d] * _vectorSum[d];
            }

            sum += rows.WeightOf(row) * (_maxima[row] + Math.Log(_totals[row]) - ((1 - smoothing) * score) - (smoothing / Math.Max(1, count) * mean));
        }

        return sum / batch;
    }

    private MatrixView Gather(SoftmaxItems items, int first, SoftmaxShape shape)
    {
        var vectors = MatrixView.Of(_vectors, shape.Items, shape.Width).Slice(0, shape.Depth); // [n, D]
        items.Gather(first, vectors);
        return vectors;
    }

    private void Score(SoftmaxShape shape, int first, ReadOnlySpan<int> numbers, ReadOnlySpan<float> corrections, Span<float> block)
    {
        _kernels.Score(shape, _usersByDepth, _vectors, block);
        if (!corrections.IsEmpty) _kernels.Correct(shape, corrections.Slice(first, shape.Items), block);
        Hide(shape, numbers.Slice(first, shape.Items), float.NegativeInfinity, block);
    }

    private void Exponentiate(SoftmaxShape shape, int first, ReadOnlySpan<int> numbers, ReadOnlySpan<float> maxima, Span<float> block)
    {
        _kernels.Exponentiate(shape, maxima, block, _sums);
        Hide(shape, numbers.Slice(first, shape.Items), 0, block);
    }

    // Puts a value in the places of items that are the rows' own.
    private void Hide(SoftmaxShape shape, ReadOnlySpan<int> numbers, float value, Span<float> block)
    {
        int panel = _kernels.Panel;
        for (int j = 0; j < numbers.Length; j++)
        {
            for (int row = _own.First(numbers[j]); row >= 0; row = _own.Next(row)) block[(row / panel * panel * shape.Items) + (j * panel) + (row % panel)] = value;
        }
    }

    private static float Positive(SoftmaxRows rows, int row) => MatrixKernels.Best.Dot(rows.Users[row], rows.Positives[row]) - rows.CorrectionOf(row);

    private SoftmaxShape ShapeOf(int first, int count) => _shape with { Items = Math.Min(Block, count - first) };

    private Span<float> BlockOf(int first, bool keeps) => _scores.AsSpan(keeps ? first * _shape.Users : 0);

    private Span<float> MaximaOf(int first) => _maximaThen.AsSpan(first / Block * _shape.Users, _shape.Users);

    private static int RoundUp(int count, int unit) => (count + unit - 1) / unit * unit;

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
    }
}
