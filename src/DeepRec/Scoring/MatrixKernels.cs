using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>Products of small matrices of float32 on one thread, without allocation. The widest registers of the machine are chosen when the program runs.</summary>
internal abstract class MatrixKernels
{
    [ThreadStatic]
    private static MatrixKernels? _forced;

    private static MatrixKernels? _best, _starting;

    // Made when they are needed, as each type of them takes a part of a millisecond when a program starts.
    private static MatrixKernels Scalar => field ??= new MatrixKernels<Simd32, float>(narrower: null);

    private static MatrixKernels Of128 => field ??= new MatrixKernels<Simd128, Vector128<float>>(() => Scalar);

    private static MatrixKernels Of256 => field ??= new MatrixKernels<Simd256, Vector256<float>>(() => Of128);

    private static MatrixKernels Of512 => field ??= new MatrixKernels<Simd512, Vector512<float>>(() => Of256);

    /// <summary>Those of the machine's widest registers, unless a test has forced others on this thread.</summary>
    public static MatrixKernels Best => _forced ?? (_best ??= OfWidth(Widest));

    /// <summary>The same for models in use, where a program may score some rows and end: at first without what has to be compiled.</summary>
    public static MatrixKernels Starting => _forced ?? (_starting ??= new StartingKernels(Widest));

    /// <summary>Who has <see cref="Starting"/> ones takes those that followed them, so that calls do not pass through the first for ever.</summary>
    /// <param name="kernels">What is kept; changed where others followed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MatrixKernels Current(ref MatrixKernels kernels)
    {
        if (kernels is StartingKernels { Successor: { } best }) kernels = best;
        return kernels;
    }

    private static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    /// <summary>Those of a width in bits: 32, 128, 256 or 512. Registers that the machine lacks are made up of narrower ones.</summary>
    public static MatrixKernels OfWidth(int bits) => bits switch
    {
        32 => Scalar,
        128 => Of128,
        256 => Of256,
        512 => Of512,
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Widths are 32, 128, 256 and 512 bits."),
    };

    /// <summary>Makes <see cref="Best"/> those of a width on this thread, or lets the machine decide again: for tests.</summary>
    public static void Force(int? bits) => _forced = bits is { } width ? OfWidth(width) : null;

    /// <summary>How many bits a register has.</summary>
    public abstract int Bits { get; }

    /// <summary>C = A · B + start, the start added to each row.</summary>
    /// <param name="a">[M, K], in any order.</param>
    /// <param name="b">[K, N], its columns side by side.</param>
    /// <param name="start">[N].</param>
    /// <param name="c">[M, N], its columns side by side.</param>
    public void Product(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c)
    {
        Check(a, b, c);
        if (start.Length < c.Columns) throw new ArgumentException($"{start.Length} numbers do not start a row of {c.Columns}.", nameof(start));
        Product(a, b, start, c, add: false);
    }

    /// <summary>C = C + A · B.</summary>
    /// <param name="a">[M, K], in any order.</param>
    /// <param name="b">[K, N], its columns side by side.</param>
    /// <param name="c">[M, N], its columns side by side.</param>
    public void AddProduct(MatrixView a, MatrixView b, MatrixView c)
    {
        Check(a, b, c);
        Product(a, b, c.Values, c, add: true);
    }

    /// <summary>⟨a, b⟩.</summary>
    public abstract float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    /// <summary>y = y + factor · x.</summary>
    public abstract void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y);

    /// <summary>y_i = x at the place of i.</summary>
    /// <param name="x">[V, N], its columns side by side.</param>
    /// <param name="places">[n], rows of x.</param>
    /// <param name="y">[n, N], its columns side by side.</param>
    public void TakeRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y)
    {
        Check(x, y, places.Length, y.Rows);
        CopyRows(x, places, y);
    }

    /// <summary>y_i = y_i + Σ_t x at the place of t and i.</summary>
    /// <param name="x">[V, N], its columns side by side.</param>
    /// <param name="places">[T, n], rows of x.</param>
    /// <param name="y">[n, N], its columns side by side.</param>
    public void AddRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y)
    {
        CheckSets(x, y, places.Length, y.Rows);
        AddRows(x, places, y, toPlaces: false);
    }

    /// <summary>y at the place of t and i = itself + x_i, one i after the other and of each one t after the other.</summary>
    /// <param name="x">[n, N], its columns side by side.</param>
    /// <param name="places">[T, n], rows of y.</param>
    /// <param name="y">[V, N], its columns side by side.</param>
    public void AddToRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y)
    {
        CheckSets(x, y, places.Length, x.Rows);
        AddRows(x, places, y, toPlaces: true);
    }

    protected internal abstract void CopyRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y);

    protected internal abstract void AddRows(MatrixView x, ReadOnlySpan<int> places, MatrixView y, bool toPlaces);

    protected internal abstract void Product(MatrixView a, MatrixView b, ReadOnlySpan<float> start, MatrixView c, bool add);

    private static void Check(MatrixView a, MatrixView b, MatrixView c)
    {
        a.Check();
        b.Check();
        c.Check();
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns) throw new ArgumentException($"{a.Rows} × {a.Columns} by {b.Rows} × {b.Columns} is not {c.Rows} × {c.Columns}.");
        if (b.ColumnStride != 1 || c.ColumnStride != 1) throw new ArgumentException("The columns of B and C lie side by side.");
    }

    private static void CheckSets(MatrixView x, MatrixView y, int places, int rows) => Check(x, y, rows > 0 && places % rows == 0 ? rows : places, rows);

    private static void Check(MatrixView x, MatrixView y, int places, int rows)
    {
        x.Check();
        y.Check();
        if (x.Columns != y.Columns || x.ColumnStride != 1 || y.ColumnStride != 1 || places != rows) throw new ArgumentException($"{places} rows of {x.Columns} numbers are not added to rows of {y.Columns}.");
    }
}
