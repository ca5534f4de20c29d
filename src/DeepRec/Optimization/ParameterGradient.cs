using System.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace DeepRec;

/// <summary>One parameter and its gradient as memory, whoever makes it: autograd in a tensor, a fused step in an array or, of a table, in the rows that it met.</summary>
/// <param name="parameter">Float32 or float64.</param>
internal sealed class ParameterGradient(Parameter parameter) : IDisposable
{
    private const int SmallTable = 1024; // numbers; they are moved sooner than the rows among them that were met are found
    private const int WholeRows = 4; // a row that is needed after a rest costs this many that are moved in every step, and more
    private Tensor? _autograd;
    private MemoryGradient? _memory;
    private float[]? _all;
    private RowGradient? _rows;
    private RowGradient? _lookedUp; // those of lookups
    private bool _rests; // those rows
    private float[]? _scattered; // the rows in the places that they have in the table, for an optimiser that moves all

    /// <summary>The gradient stands in plain memory from now on; its owner clears it, and says which rows of a table it is about to read.</summary>
    /// <param name="gradient">Where it stands.</param>
    /// <param name="optimizer">What moves the parameter.</param>
    /// <param name="slot">The parameter's, there.</param>
    /// <param name="rowsAStep">How many rows of a table a step may be expected to meet.</param>
    public void Adopt(MemoryGradient gradient, Optimizer optimizer, int slot, int rowsAStep)
    {
        (_memory, _all, _rows) = (gradient, gradient.All, gradient.Rows);
        if (_rows is null || optimizer.IsLazy) return;
        if ((long)_rows.TableRows * _rows.Width <= SmallTable || _rows.TableRows <= (long)WholeRows * rowsAStep) _rows.MeetAll();
        if (_rows.IsWhole || !optimizer.LetsRowsRest) return;
        _rests = true;
        _rows.Needed = rows => optimizer.Wake(slot, gradient.Weights, _rows.Width, rows);
    }

    /// <summary>The same, where something else moves the parameter.</summary>
    public void Adopt(MemoryGradient gradient) => (_memory, _all, _rows) = (gradient, gradient.All, gradient.Rows);

    /// <summary>Adds the gradient, if there is one, to the whole of a sum.</summary>
    public void AddTo(Span<float> sum, float factor)
    {
        if (_rows is { IsWhole: false } rows)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                var row = sum.Slice(rows.Rows[i] * rows.Width, rows.Width);
                TensorPrimitives.MultiplyAdd(rows.Values.Slice(i * rows.Width, rows.Width), factor, row, row);
            }
        }
        else if (Singles is { IsEmpty: false } values) TensorPrimitives.MultiplyAdd(values, factor, sum, sum);
    }

    /// <summary>Moves the parameter by another gradient of the same length.</summary>
    public void Step(Optimizer optimizer, int slot, double learningRate, ReadOnlySpan<float> gradient) => optimizer.Step(slot, Weights, gradient, learningRate);

    /// <summary>Before an epoch: looks where the parameter stands.</summary>
    public void Look() => _memory?.Find();

    /// <summary>Brings rows that rest up to date.</summary>
    public void Wake() => _rows?.NeedAll();

    /// <summary>Adds what a lookup of the step left, after <see cref="Find"/>.</summary>
    public void Add(TableLookup lookup)
    {
        _rows = _lookedUp ??= new RowGradient((int)parameter.shape[0], (int)parameter.shape[1]);
        lookup.AddTo(_rows);
        if (_autograd is null) return;
        var whole = TensorMemory.Span<float>(_autograd); // the whole table was used beside it, and has a gradient as a whole
        for (int i = 0; i < _rows.Count; i++)
        {
            var sum = whole.Slice(_rows.Rows[i] * _rows.Width, _rows.Width);
            TensorPrimitives.Add(sum, _rows.Values.Slice(i * _rows.Width, _rows.Width), sum);
        }

        _rows.Clear();
        _rows = null;
    }

    public void Clear()
    {
        _autograd?.bytes.Clear();
        _rows?.Clear();
    }

    /// <summary>After a backward pass: finds the gradient, if it has come to be.</summary>
    /// <exception cref="InvalidOperationException">It is a sparse tensor.</exception>
    public void Find(string name)
    {
        if (_autograd is not null || parameter.grad is not { } gradient) return;
        if (gradient.is_sparse) throw new InvalidOperationException($"The parameter '{name}' has a sparse gradient; gradients are trained as memory. Build its embedding with sparse: false.");
        _autograd = gradient.DetachFromDisposeScope();
    }

    public bool IsFinite => _autograd?.dtype == ScalarType.Float64 ? TensorPrimitives.IsFiniteAll<double>(TensorMemory.Span<double>(_autograd)) : Singles.IsEmpty || TensorPrimitives.IsFiniteAll<float>(Singles);

    public double SumOfSquares => _autograd?.dtype == ScalarType.Float64 ? GradientClipping.SumOfSquares<double>(TensorMemory.Span<double>(_autograd)) : GradientClipping.SumOfSquares<float>(Singles);

    public void Scale(double factor)
    {
        if (_autograd?.dtype == ScalarType.Float64) GradientClipping.Scale(TensorMemory.Span<double>(_autograd), factor);
        else GradientClipping.Scale(Singles, factor);
    }

    /// <summary>Moves the parameter, if there is a gradient.</summary>
    public void Step(Optimizer optimizer, int slot, double learningRate)
    {
        if (_rows is { IsWhole: true }) optimizer.Step<float>(slot, Weights, _rows.Values, learningRate);
        else if (_rows is not null) StepRows(optimizer, slot, _rows, learningRate);
        else if (_all is not null) optimizer.Step<float>(slot, Weights, _all, learningRate);
        else if (_autograd is null) return;
        else if (_autograd.dtype == ScalarType.Float64) Step<double>(optimizer, slot, TensorMemory.Span<double>(_autograd), learningRate);
        else Step<float>(optimizer, slot, TensorMemory.Span<float>(_autograd), learningRate);
    }

    public void Dispose() => _autograd?.Dispose();

    private Span<float> Weights => _memory is null ? TensorMemory.Span<float>(parameter) : _memory.Weights;

    // Whatever there is of it; nothing where no gradient has come to be.
    private Span<float> Singles => _rows is not null ? _rows.Values : _all is not null ? _all : _autograd is not null ? TensorMemory.Span<float>(_autograd) : [];

    private void StepRows(Optimizer optimizer, int slot, RowGradient rows, double learningRate)
    {
        if (optimizer.IsLazy || _rests)
        {
            optimizer.StepRows<float>(slot, Weights, rows.Width, rows.Rows, rows.Values, learningRate);
            return;
        }

        _scattered ??= new float[checked((int)parameter.numel())];
        for (int i = 0; i < rows.Count; i++) rows.Values.Slice(i * rows.Width, rows.Width).CopyTo(_scattered.AsSpan(rows.Rows[i] * rows.Width));
        optimizer.Step<float>(slot, Weights, _scattered, learningRate);
        foreach (int row in rows.Rows) _scattered.AsSpan(row * rows.Width, rows.Width).Clear();
    }

    private void Step<T>(Optimizer optimizer, int slot, ReadOnlySpan<T> gradient, double learningRate) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        optimizer.Step(slot, TensorMemory.Span<T>(parameter), gradient, learningRate);
}
