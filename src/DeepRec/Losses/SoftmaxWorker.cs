namespace DeepRec;

/// <summary>Goes over blocks of items for <see cref="ProductSoftmax"/>, with room of its own for what a block needs. One thread at a time, several of them side by side.</summary>
/// <param name="step">The step.</param>
/// <param name="kernels">How products are made.</param>
internal sealed class SoftmaxWorker(SoftmaxStep step, SoftmaxKernels kernels)
{
    private const float Slack = 16; // how far scores may lie above what they are measured by: as exponentials they are as exact then as they are themselves
    private SoftmaxShape _shape;
    private Memory<float> _vectors; // [block, W], zeros behind D
    private Memory<float> _gradient; // [block, W]
    private Memory<float> _block; // [B / P, block, P], where exponentials are not kept
    private float[] _sums = []; // [B]

    /// <summary>Before a step.</summary>
    public void Begin()
    {
        var (items, users, depth, width) = step.Shape;
        if (_shape.Width != width || _shape.Depth != depth) (_vectors, _gradient) = (AlignedMemory.Allocate<float>(items * width), AlignedMemory.Allocate<float>(items * width));
        if (!step.Keeps && _block.Length < items * users) _block = AlignedMemory.Allocate<float>(items * users);
        if (_sums.Length < users) _sums = new float[users];
        _shape = step.Shape;
    }

    /// <summary>The first pass over a part: sums of exponentials, and the gradients of users up to a factor.</summary>
    public void Sum(SoftmaxPart part)
    {
        for (int first = part.First; first < part.End; first += SoftmaxStep.Block)
        {
            var shape = step.ShapeOf(first);
            var block = step.Keeps ? step.ExponentialsOf(first) : _block.Span;
            var vectors = Gather(first, shape);
            Score(first, shape, block);
            Raise(shape, block, part);
            if (step.Keeps) part.Maxima.CopyTo(step.MaximaOf(first));
            kernels.Exponentiate(shape, part.Maxima, block, _sums);
            var totals = part.Totals;
            for (int row = 0; row < totals.Length; row++) totals[row] += _sums[row];
            kernels.AddUserGradient(shape, block, _vectors.Span, part.UserGradient);
            if (step.Smooths) Add(vectors, part.VectorSum);
        }
    }

    /// <summary>The second pass over a part: the gradients of items.</summary>
    public void Differentiate(SoftmaxPart part)
    {
        for (int first = part.First; first < part.End; first += SoftmaxStep.Block)
        {
            var shape = step.ShapeOf(first);
            kernels.ItemGradient(shape, Exponentials(first, shape), step.WeighedUsers, _gradient.Span);
            var gradient = MatrixView.Of(_gradient.Span, shape.Items, shape.Width).Slice(0, shape.Depth); // [n, D]
            for (int j = 0; !step.Same.IsEmpty && j < shape.Items; j++) MatrixKernels.Best.AddScaled(1, step.Same.Span, gradient[j]);
            step.Items.Scatter(first, gradient);
        }
    }

    private static void Add(MatrixView vectors, Span<double> sum)
    {
        for (int j = 0; j < vectors.Rows; j++)
        {
            var vector = vectors[j];
            for (int d = 0; d < vector.Length; d++) sum[d] += vector[d];
        }
    }

    // Measured by the maxima over all items.
    private Span<float> Exponentials(int first, SoftmaxShape shape)
    {
        var maxima = step.Maxima.AsSpan(0, shape.Users);
        if (!step.Keeps)
        {
            Gather(first, shape);
            Score(first, shape, _block.Span);
            kernels.Exponentiate(shape, maxima, _block.Span, _sums);
            return _block.Span;
        }

        Span<float> block = step.ExponentialsOf(first), then = step.MaximaOf(first);
        if (!then.SequenceEqual(maxima)) kernels.Measure(shape, then, maxima, block);
        return block;
    }

    private MatrixView Gather(int first, SoftmaxShape shape)
    {
        var vectors = MatrixView.Of(_vectors.Span, shape.Items, shape.Width).Slice(0, shape.Depth); // [n, D]
        step.Items.Gather(first, vectors);
        return vectors;
    }

    // Items that are a row's own are none to it.
    private void Score(int first, SoftmaxShape shape, Span<float> block)
    {
        kernels.Score(shape, step.UsersByDepth, _vectors.Span, block);
        if (!step.Corrections.IsEmpty) kernels.Correct(shape, step.Corrections.Span.Slice(first, shape.Items), block);
        var numbers = step.Numbers.Span.Slice(first, shape.Items);
        int panel = kernels.Panel;
        for (int j = 0; j < numbers.Length; j++)
        {
            for (int row = step.Own.First(numbers[j]); row >= 0; row = step.Own.Next(row)) block[(row / panel * panel * shape.Items) + (j * panel) + (row % panel)] = float.NegativeInfinity;
        }
    }

    // Seldom does a row need it: its own item is scored high soon.
    private void Raise(SoftmaxShape shape, ReadOnlySpan<float> block, SoftmaxPart part)
    {
        ReadOnlySpan<float> maxima = part.Maxima;
        var found = _sums.AsSpan(0, shape.Users);
        maxima.CopyTo(found);
        kernels.Raise(shape, block, found);
        for (int row = 0; row < maxima.Length; row++) if (found[row] > maxima[row] + Slack) part.Measure(row, found[row]);
    }
}
