using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>
/// The softmax cross-entropies of <see cref="RankingLosses"/> where scores are inner products, with their gradients in one go and without autograd:
/// <code>
/// mean over b of ln(exp p_b + Σ_j exp s_bj) − (1 − ε) p_b − ε / N · Σ_j ⟨u_b, v_j⟩        p_b = ⟨u_b, v₊_b⟩ − c₊_b, s_bj = ⟨u_b, v_j⟩ − c_j
/// </code>
/// each row's part times its weight w_b, the first sum over the items j that are not row b's own. Items pass block by block and stay in cache, twice: exponentials of scores with their
/// sums and the gradients of users, as if these sums were 1; and, when the sums are known, the gradients of items. Of [B, N] there is one array, and none where it were too large: scores
/// are then made a second time. Blocks make up parts that depend on N alone, and what comes of parts is added in their order: several threads give
/// what one does, to the bit. After a first step of a size it allocates nothing that grows with it. One step at a time.
/// </summary>
internal sealed class ProductSoftmax
{
    private const int MostKept = 1 << 26; // 256 MiB
    private const int MostParts = 16, BlocksOfPart = 4; // at least: to add a part up is next to nothing beside going over its blocks
    private const int WorkOfThread = 1 << 25; // multiply-adds of scores, of which a step has three times as many: some milliseconds, beside which to wake a thread is nothing
    private readonly SoftmaxStep _step;
    private readonly SoftmaxWorker[] _workers;
    private readonly List<SoftmaxPart> _parts = [];
    private double[] _totals = []; // [B]
    private float[] _factors = []; // [B]
    private float[] _same = []; // [D]

    /// <param name="kernels">How products are made; <see langword="null"/>: by the machine's widest registers.</param>
    /// <param name="kept">How many exponentials are kept for the second pass at most.</param>
    /// <param name="threads">How many threads may share a step; fewer do where it is small.</param>
    public ProductSoftmax(SoftmaxKernels? kernels = null, int kept = MostKept, int threads = 1)
    {
        kernels ??= SoftmaxKernels.Best;
        _step = new SoftmaxStep(kernels.Panel, kept);
        _workers = [.. Enumerable.Range(0, Math.Min(threads, MostParts)).Select(_ => new SoftmaxWorker(_step, kernels))];
    }

    /// <summary>The loss; fills the gradients.</summary>
    /// <param name="rows">B of them, at least 1.</param>
    /// <param name="items">The N that all rows share.</param>
    /// <param name="numbers">Which item each is, [N]: for a row whose own it is, it counts only for ε.</param>
    /// <param name="corrections">c, [N]; empty for zeros.</param>
    /// <param name="smoothing">ε; 0 where rows have weights.</param>
    public double Run(SoftmaxRows rows, SoftmaxItems items, ReadOnlyMemory<int> numbers, ReadOnlyMemory<float> corrections, double smoothing = 0)
    {
        if (smoothing > 0 && !rows.Weights.IsEmpty) throw new ArgumentException("Rows with weights are not smoothed here.", nameof(smoothing));
        int parts = Begin(rows, items, numbers, corrections, smoothing > 0), threads = ThreadsOf(rows, items, parts);
        for (int thread = 0; thread < threads; thread++) _workers[thread].Begin();
        Share(parts, threads, static (worker, part) => worker.Sum(part));
        Gather(rows, parts);
        if (smoothing > 0) _step.Same = Same(rows, (float)(-smoothing / items.Count / rows.Users.Rows));
        Share(parts, threads, static (worker, part) => worker.Differentiate(part));
        return End(rows, smoothing);
    }

    // How many parts there are.
    private int Begin(SoftmaxRows rows, SoftmaxItems items, ReadOnlyMemory<int> numbers, ReadOnlyMemory<float> corrections, bool smooths)
    {
        _step.Begin(rows.Users, items, numbers, corrections, smooths);
        _step.Own.Begin(rows.Targets);
        int batch = rows.Users.Rows, blocks = _step.Blocks, parts = Math.Clamp(blocks / BlocksOfPart, 1, MostParts);
        if (_totals.Length < batch) (_totals, _factors) = (new double[batch], new float[batch]);
        if (_same.Length != rows.Users.Columns) _same = new float[rows.Users.Columns];
        for (int row = 0; row < batch; row++) _step.Positives[row] = MatrixKernels.Best.Dot(rows.Users[row], rows.Positives[row]) - rows.CorrectionOf(row);
        while (_parts.Count < parts) _parts.Add(new SoftmaxPart(_step));
        for (int part = 0; part < parts; part++) _parts[part].Begin(First(part), First(part + 1));
        return parts;

        int First(int part) => Math.Min(items.Count, (int)((long)blocks * part / parts) * SoftmaxStep.Block);
    }

    private int ThreadsOf(SoftmaxRows rows, SoftmaxItems items, int parts) =>
        items.AreSafe ? (int)Math.Clamp((long)rows.Users.Rows * rows.Users.Columns * items.Count / WorkOfThread, 1, Math.Min(_workers.Length, parts)) : 1;

    private void Share(int parts, int threads, Action<SoftmaxWorker, SoftmaxPart> work)
    {
        if (threads > 1) ShareAmong(parts, threads, work);
        else for (int part = 0; part < parts; part++) work(_workers[0], _parts[part]);
    }

    // Each takes the next part when it is done with one. By itself, as what it captures is allocated where the method begins.
    private void ShareAmong(int parts, int threads, Action<SoftmaxWorker, SoftmaxPart> work)
    {
        int taken = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (int part = Interlocked.Increment(ref taken) - 1; part < parts; part = Interlocked.Increment(ref taken) - 1) work(_workers[thread], _parts[part]);
        });
    }

    // Adds all parts up in the first, and takes what each row is divided by into its vector.
    private void Gather(SoftmaxRows rows, int parts)
    {
        Span<float> maxima = _step.Maxima.AsSpan(0, _step.Shape.Users);
        _parts[0].Maxima.CopyTo(maxima);
        for (int part = 1; part < parts; part++) TensorPrimitives.Max(maxima, _parts[part].Maxima, maxima);
        for (int part = 0; part < parts; part++)
        {
            for (int row = 0; row < maxima.Length; row++) if (_parts[part].Maxima[row] != maxima[row]) _parts[part].Measure(row, maxima[row]);
            if (part > 0) _parts[0].Add(_parts[part]);
        }

        for (int row = 0; row < rows.Users.Rows; row++)
        {
            _totals[row] = Math.Exp((double)_step.Positives[row] - maxima[row]) + _parts[0].Totals[row];
            _factors[row] = (float)(rows.WeightOf(row) / (_totals[row] * rows.Users.Rows));
            _step.Weigh(row, rows.Users[row], _factors[row]);
        }
    }

    // What ε adds to the gradient of every item: the sum of the users, times a factor.
    private float[] Same(SoftmaxRows rows, float factor)
    {
        Array.Clear(_same);
        for (int row = 0; row < rows.Users.Rows; row++) MatrixKernels.Best.AddScaled(factor, rows.Users[row], _same);
        return _same;
    }

    // What each row has of its own item, and what users' gradients are multiplied by.
    private double End(SoftmaxRows rows, double smoothing)
    {
        int batch = rows.Users.Rows;
        double sum = 0, even = smoothing / Math.Max(1, _step.Count);
        ReadOnlySpan<float> gradient = _parts[0].UserGradient;
        ReadOnlySpan<double> vectors = _parts[0].VectorSum;
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<float> user = rows.Users[row], positive = rows.Positives[row];
            Span<float> userGradient = rows.UserGradient[row], positiveGradient = rows.PositiveGradient[row];
            double score = _step.Positives[row], likeliness = Math.Exp(score - _step.Maxima[row]) / _totals[row], mean = 0;
            float slope = (float)(rows.WeightOf(row) * (likeliness - (1 - smoothing)) / batch);
            for (int d = 0; d < user.Length; d++)
            {
                userGradient[d] = (_factors[row] * gradient[_step.PlaceByDepth(row, d)]) + (slope * positive[d]) - (float)(even / batch * vectors[d]);
                positiveGradient[d] = slope * user[d];
                mean += user[d] * vectors[d];
            }

            sum += rows.WeightOf(row) * (_step.Maxima[row] + Math.Log(_totals[row]) - ((1 - smoothing) * score) - (even * mean));
        }

        return sum / batch;
    }
}
