using System.Numerics;

namespace DeepRec;

/// <inheritdoc/>
internal sealed class OptimizerState<T> : OptimizerState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Memory<T>[] _quantities; // from the first number of each on
    private int _width; // of the rows by which all stands together; 0: each quantity stands in one piece
    private bool _staysApart;

    private OptimizerState(int length, int quantities, int width)
    {
        (Length, _quantities) = (length, new Memory<T>[quantities]);
        Arrange(width);
    }

    public override int Length { get; }

    /// <summary>Whether all that is remembered of a row stands side by side: see <see cref="BringTogether"/>.</summary>
    public bool IsTogether => _width > 0;

    /// <summary>A quantity from its first number on: all of it, or that of the first row, from which that of the next stands as far as <see cref="RowStride"/> says.</summary>
    public Span<T> this[int quantity] => _quantities[quantity].Span;

    /// <summary>How far a quantity of a row stands from that of the next.</summary>
    public int RowStride(int width) => IsTogether ? width * _quantities.Length : width;

    /// <param name="initialValues">Of the quantities.</param>
    /// <param name="length">How many weights there are.</param>
    /// <param name="width">Of the rows by which all is to stand together; 0: each quantity stands in one piece.</param>
    public static OptimizerState<T> Create(IReadOnlyList<double> initialValues, int length, int width)
    {
        var state = new OptimizerState<T>(length, initialValues.Count, MayStandTogether(length, initialValues.Count) ? width : 0);
        for (var quantity = 0; quantity < initialValues.Count; quantity++)
        {
            for (var at = 0; at < length; at += state.Piece)
                state.PieceAt(quantity, at).Fill(T.CreateChecked(initialValues[quantity]));
        }

        return state;
    }

    public static OptimizerState<T> Import(IReadOnlyList<NamedArray> arrays)
    {
        var quantities = arrays.Select(array => array.ToArray<T>()).ToArray();
        var damaged = Array.FindIndex(quantities, values => Array.Exists(values, T.IsNaN));
        if (damaged >= 0)
            throw new InvalidBundleException($"Tensor '{arrays[damaged].Name}' holds a value that is not a number.");
        var state = new OptimizerState<T>(quantities[0].Length, quantities.Length, width: 0);
        for (var quantity = 0; quantity < quantities.Length; quantity++)
            quantities[quantity].CopyTo(state._quantities[quantity]);
        return state;
    }

    public override NamedArray Export(int quantity, string name) => NamedArray.From<T>(name, IsTogether ? Whole(quantity) : this[quantity]);

    /// <summary>From now on all that is remembered of a row stands side by side, so that a step of few rows finds it in one place. Not where all of a quantity was once asked for.</summary>
    public void BringTogether(int width)
    {
        if (!_staysApart && _width != width && MayStandTogether(Length, _quantities.Length))
            Rearrange(width);
    }

    /// <summary>From now on each quantity stands in one piece, for good: a whole table moves faster so.</summary>
    public void TakeApart()
    {
        _staysApart = true;
        if (IsTogether)
            Rearrange(0);
    }

    private static bool MayStandTogether(int length, int quantities) => quantities > 1 && (long)length * quantities <= AlignedMemory.MaxLength;

    private int Piece => IsTogether ? _width : Math.Max(1, Length);

    private Span<T> PieceAt(int quantity, int at) => this[quantity].Slice(IsTogether ? at * _quantities.Length : at, Piece);

    private T[] Whole(int quantity)
    {
        var whole = new T[Length];
        for (var at = 0; at < Length; at += Piece)
            PieceAt(quantity, at).CopyTo(whole.AsSpan(at));
        return whole;
    }

    private void Rearrange(int width)
    {
        var wholes = Enumerable.Range(0, _quantities.Length).Select(Whole).ToArray();
        Arrange(width);
        for (var quantity = 0; quantity < wholes.Length; quantity++)
        {
            for (var at = 0; at < Length; at += Piece)
                wholes[quantity].AsSpan(at, Piece).CopyTo(PieceAt(quantity, at));
        }
    }

    private void Arrange(int width)
    {
        _width = width;
        var together = IsTogether ? AlignedMemory.Allocate<T>(Length * _quantities.Length) : default;
        for (var quantity = 0; quantity < _quantities.Length; quantity++)
            _quantities[quantity] = IsTogether ? together[(quantity * width)..] : AlignedMemory.Allocate<T>(Length);
    }
}
