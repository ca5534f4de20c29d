namespace DeepRec;

/// <summary>What all who work on a step of <see cref="ProductSoftmax"/> read, and what the first pass leaves for the second: exponentials of blocks of items, and by which maxima they are measured.</summary>
/// <param name="panel">P of <see cref="SoftmaxKernels"/>.</param>
/// <param name="kept">How many exponentials are kept at most.</param>
internal sealed class SoftmaxStep(int panel, int kept)
{
    /// <summary>Items whose exponentials, vectors and gradients stay in the second cache with all that is known of 256 users; whole tiles of six.</summary>
    public const int Block = 96;

    private Memory<float> _usersByDepth; // [B / P, D, P]
    private Memory<float> _weighedUsers; // [W / P, B, P]
    private Memory<float> _exponentials; // of the blocks, one after the other
    private float[] _maximaThen = []; // [blocks, B]

    /// <summary>Of a whole block.</summary>
    public SoftmaxShape Shape { get; private set; }

    /// <summary>N.</summary>
    public int Count => Items.Count;

    /// <summary>How many blocks there are.</summary>
    public int Blocks => (Count + Block - 1) / Block;

    /// <summary>Whether the exponentials of the first pass are there in the second; else scores are made again.</summary>
    public bool Keeps { get; private set; }

    public SoftmaxItems Items { get; private set; } = null!;

    /// <summary>Which item each is, [N].</summary>
    public ReadOnlyMemory<int> Numbers { get; private set; }

    /// <summary>c, [N]; empty for zeros.</summary>
    public ReadOnlyMemory<float> Corrections { get; private set; }

    /// <summary>Which rows have an item as their own.</summary>
    public TargetRows Own { get; } = new();

    /// <summary>u, [B / P, D, P].</summary>
    public ReadOnlySpan<float> UsersByDepth => _usersByDepth.Span[..(Shape.Users * Shape.Depth)];

    /// <summary>f_b u_b, [W / P, B, P]: see <see cref="Weigh"/>.</summary>
    public ReadOnlySpan<float> WeighedUsers => _weighedUsers.Span[..(Shape.Users * Shape.Width)];

    /// <summary>p, [B]: by them exponentials are measured as long as no score is far above.</summary>
    public float[] Positives { get; private set; } = [];

    /// <summary>m, [B], over all items: by them they are measured in the end.</summary>
    public float[] Maxima { get; private set; } = [];

    /// <summary>Whether ε is there: the first pass then adds the items' vectors up, too.</summary>
    public bool Smooths { get; private set; }

    /// <summary>What each item's gradient has beside its exponentials, [D]; empty for zeros.</summary>
    public ReadOnlyMemory<float> Same { get; set; }

    /// <summary>Begins a step.</summary>
    /// <param name="users">u, [B, D].</param>
    /// <param name="items">The shared items.</param>
    /// <param name="numbers">As <see cref="Numbers"/>.</param>
    /// <param name="corrections">As <see cref="Corrections"/>.</param>
    /// <param name="smooths">As <see cref="Smooths"/>.</param>
    public void Begin(MatrixView users, SoftmaxItems items, ReadOnlyMemory<int> numbers, ReadOnlyMemory<float> corrections, bool smooths)
    {
        (Items, Numbers, Corrections, Smooths, Same) = (items, numbers, corrections, smooths, default);
        int count = RoundUp(users.Rows), depth = users.Columns;
        Shape = new SoftmaxShape(Block, count, depth, RoundUp(depth));
        Keeps = (long)Blocks * Block * count <= kept;
        Grow(ref _usersByDepth, count * depth);
        Grow(ref _weighedUsers, count * Shape.Width);
        if (Keeps) Grow(ref _exponentials, Count * count);
        if (Keeps && _maximaThen.Length < Blocks * count) _maximaThen = new float[Blocks * count];
        if (Maxima.Length < count) (Positives, Maxima) = (new float[count], new float[count]);
        _usersByDepth.Span.Clear();
        _weighedUsers.Span.Clear();
        Positives.AsSpan().Clear();
        var byDepth = _usersByDepth.Span;
        for (int row = 0; row < users.Rows; row++)
        {
            var user = users[row];
            for (int d = 0; d < depth; d++) byDepth[PlaceByDepth(row, d)] = user[d];
        }
    }

    /// <summary>Where a number of a user stands in [B / P, D, P].</summary>
    public int PlaceByDepth(int row, int d) => (row / panel * panel * Shape.Depth) + (d * panel) + (row % panel);

    /// <summary>Takes a factor into a user's vector, so that the gradients of items need none.</summary>
    public void Weigh(int row, ReadOnlySpan<float> user, float factor)
    {
        var weighed = _weighedUsers.Span;
        for (int d = 0; d < user.Length; d++) weighed[(d / panel * panel * Shape.Users) + (row * panel) + (d % panel)] = factor * user[d];
    }

    /// <summary>The sizes of the block that begins with an item.</summary>
    public SoftmaxShape ShapeOf(int first) => Shape with { Items = Math.Min(Block, Count - first) };

    /// <summary>The exponentials of a block, where they are kept.</summary>
    public Span<float> ExponentialsOf(int first) => _exponentials.Span.Slice(first * Shape.Users, Math.Min(Block, Count - first) * Shape.Users);

    /// <summary>By which maxima those are measured, [B].</summary>
    public Span<float> MaximaOf(int first) => _maximaThen.AsSpan(first / Block * Shape.Users, Shape.Users);

    private int RoundUp(int count) => (count + panel - 1) / panel * panel;

    private static void Grow(ref Memory<float> memory, int length)
    {
        if (memory.Length < length) memory = AlignedMemory.Allocate<float>(length);
    }
}
