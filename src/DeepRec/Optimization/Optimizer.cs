using System.Numerics;

namespace DeepRec;

/// <summary>
/// Moves weights in their own memory. One instance serves all parameters of a model, each under a slot of its own.
/// A step makes one pass over the arrays and, after a slot's first, allocates nothing. Not thread-safe.
/// </summary>
internal abstract class Optimizer
{
    private readonly string _kind;
    private readonly Quantity[] _quantities;
    private readonly double[] _initialValues;
    private readonly List<OptimizerState?> _slots = [];

    protected Optimizer(string kind, params Quantity[] quantities)
    {
        _kind = kind;
        _quantities = quantities;
        _initialValues = [.. quantities.Select(quantity => quantity.InitialValue)];
    }

    /// <summary>Whether of a table only the rows that a step meets are moved: see <see cref="StepRows"/>.</summary>
    public virtual bool IsLazy => false;

    /// <summary>Whether rows of a table without a gradient may be left until they are needed. Then <see cref="StepRows"/> moves those that have one, <see cref="Wake"/> comes before a row is read, and <see cref="Settle"/> before all are.</summary>
    public virtual bool LetsRowsRest => false;

    /// <summary>How many steps were begun. All parameters share it.</summary>
    public long StepCount { get; private set; }

    /// <summary>Counts one step; then every parameter that has a gradient is updated.</summary>
    public void BeginStep()
    {
        StepCount++;
        OnBeginStep();
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="slot">The parameter's place, from 0; always the same for the same parameter.</param>
    /// <param name="weights">The parameter's own memory.</param>
    /// <param name="gradient">As long as the weights; left as it is.</param>
    /// <param name="learningRate">The base rate times the schedule's factor.</param>
    public void Step<T>(int slot, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        if (weights.Length != gradient.Length)
            throw new ArgumentException($"Slot {slot} has {weights.Length} weights but {gradient.Length} gradients.", nameof(gradient));
        if (StepCount == 0)
            throw new InvalidOperationException($"Call {nameof(BeginStep)} before the first {nameof(Step)}.");
        var state = State<T>(slot, weights.Length);
        state.TakeApart();
        Update(state, weights, gradient, learningRate);
    }

    /// <summary>Updates some rows of a table and leaves the others, and what is remembered of them, to the bit as they are, or until they are needed: the cost is that of the rows.</summary>
    /// <param name="slot">As for <see cref="Step"/>.</param>
    /// <param name="weights">The whole table's own memory, [V × D].</param>
    /// <param name="width">D.</param>
    /// <param name="rows">[U], each once.</param>
    /// <param name="gradients">[U × D].</param>
    /// <param name="learningRate">As for <see cref="Step"/>.</param>
    /// <exception cref="NotSupportedException">The optimiser is not lazy and lets no rows rest.</exception>
    public void StepRows<T>(int slot, Span<T> weights, int width, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (!IsLazy && !LetsRowsRest) throw new NotSupportedException($"The optimiser '{_kind}' moves all rows of a table.");
        if (weights.Length % width != 0 || gradients.Length != rows.Length * width)
            throw new ArgumentException($"Slot {slot} has {weights.Length} weights and {gradients.Length} gradients of {rows.Length} rows of {width}.", nameof(gradients));
        if (StepCount == 0)
            throw new InvalidOperationException($"Call {nameof(BeginStep)} before the first {nameof(StepRows)}.");
        var state = RowState<T>(slot, weights.Length, width);
        for (var first = 0; first < rows.Length; first += FarRows.AtOnce)
        {
            var part = rows.Slice(first, Math.Min(FarRows.AtOnce, rows.Length - first));
            Touch(state, weights, width, part);
            UpdateRows(state, weights, width, part, gradients.Slice(first * width, part.Length * width), learningRate);
        }

        if (LetsRowsRest) OnRowsMoved(slot, weights.Length / width, rows, learningRate);
    }

    /// <summary>Brings rows of a table up to the last step.</summary>
    /// <param name="slot">As for <see cref="Step"/>.</param>
    /// <param name="weights">The whole table's own memory, [V × D].</param>
    /// <param name="width">D.</param>
    /// <param name="rows">As often as may be.</param>
    public void Wake(int slot, Span<float> weights, int width, ReadOnlySpan<int> rows)
    {
        if (!LetsRowsRest || StepCount == 0)
            return;
        var state = RowState<float>(slot, weights.Length, width);
        for (var first = 0; first < rows.Length; first += FarRows.AtOnce)
        {
            var part = rows.Slice(first, Math.Min(FarRows.AtOnce, rows.Length - first));
            Touch(state, weights, width, part);
            WakeRows(slot, state, weights, width, part);
        }
    }

    /// <summary>After <see cref="Wake"/> of all rows of all tables: pauses begin anew.</summary>
    public virtual void Settle()
    {
    }

    /// <summary>The state as tensors under "kind.quantity/parameter", and the step count under "kind.step".</summary>
    /// <param name="parameters">Every parameter in the order of the slots. Those never updated have no state and are left out.</param>
    public IReadOnlyList<NamedArray> Export(IReadOnlyList<ParameterSlot> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count < _slots.Count)
            throw new ArgumentException($"{_slots.Count} slots are in use but {parameters.Count} parameters are named.", nameof(parameters));
        var arrays = new List<NamedArray> { NamedArray.Scalar(StepName, StepCount) };
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            for (var quantity = 0; _slots[slot] is { } state && quantity < _quantities.Length; quantity++)
                arrays.Add(state.Export(quantity, StateName(quantity, parameters[slot].Name)));
        }
        return arrays;
    }

    /// <summary>Takes up an exported state, so that the next step is the one that would have followed. Other tensors are passed over.</summary>
    /// <exception cref="InvalidBundleException">The state is of another optimiser or of other parameters. Nothing was changed.</exception>
    public void Import(IReadOnlyList<NamedArray> arrays, IReadOnlyList<ParameterSlot> parameters)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        ArgumentNullException.ThrowIfNull(parameters);
        var own = arrays.Where(array => array.Name.StartsWith(_kind + ".", StringComparison.Ordinal)).ToDictionary(array => array.Name, StringComparer.Ordinal);
        if (!own.Remove(StepName, out var steps))
            throw new InvalidBundleException($"Tensor '{StepName}' is missing: this is no state of this optimiser.");
        if (steps.ToArray<long>() is not [>= 0 and var stepCount])
            throw new InvalidBundleException($"Tensor '{StepName}' is not one count of steps from 0.");
        var states = parameters.Select(parameter => Take(own, parameter)).ToArray();
        if (own.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InvalidBundleException($"Tensor '{unknown}' is no state of this optimiser for these parameters.");
        _slots.Clear();
        _slots.AddRange(states);
        StepCount = stepCount;
        OnBeginStep();
    }

    /// <summary>What changes from step to step but not from parameter to parameter is worked out here.</summary>
    protected virtual void OnBeginStep()
    {
    }

    protected abstract void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    protected virtual void UpdateRows<T>(OptimizerState<T> state, Span<T> weights, int width, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    protected virtual void WakeRows(int slot, OptimizerState<float> state, Span<float> weights, int width, ReadOnlySpan<int> rows)
    {
    }

    protected virtual void OnRowsMoved(int slot, int tableRows, ReadOnlySpan<int> rows, double learningRate)
    {
    }

    private void Touch<T>(OptimizerState<T> state, Span<T> weights, int width, ReadOnlySpan<int> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var quantity = 0; quantity < (state.IsTogether ? 1 : _quantities.Length); quantity++)
            FarRows.Touch<T>(weights, width, state[quantity], state.RowStride(width), rows);
    }

    /// <summary>An exported state for parameters that have become longer since: what is remembered of the weights behind their ends is as before a first step.</summary>
    /// <param name="arrays">As <see cref="Export"/> gave them. Other tensors are passed over.</param>
    /// <param name="parameters">Every parameter in the order of the slots.</param>
    public IReadOnlyList<NamedArray> Grown(IReadOnlyList<NamedArray> arrays, IReadOnlyList<ParameterSlot> parameters)
    {
        var lengths = parameters.SelectMany(parameter => Enumerable.Range(0, _quantities.Length).Select(quantity => (Name: StateName(quantity, parameter.Name), parameter.Length, Start: _initialValues[quantity])))
            .ToDictionary(known => known.Name, StringComparer.Ordinal);
        return [.. arrays.Where(array => array.Name == StepName || lengths.ContainsKey(array.Name)).Select(array => array.Name == StepName || array.ElementCount >= lengths[array.Name].Length ? array : Longer(array))];

        NamedArray Longer(NamedArray array)
        {
            var (name, length, start) = lengths[array.Name];
            return array.Type == ElementType.Float64
                ? NamedArray.From<double>(name, [.. array.ToArray<double>(), .. Enumerable.Repeat(start, length - array.ElementCount)])
                : NamedArray.From<float>(name, [.. array.ToArray<float>(), .. Enumerable.Repeat((float)start, length - array.ElementCount)]);
        }
    }

    // Of a table of which some rows move; what no near cache holds stands by rows.
    private OptimizerState<T> RowState<T>(int slot, int length, int width) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!FarRows.AreOf(length))
            return State<T>(slot, length);
        var state = State<T>(slot, length, width);
        state.BringTogether(width);
        return state;
    }

    private OptimizerState<T> State<T>(int slot, int length, int width = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (_slots.Count <= slot)
            _slots.Add(null);
        var state = _slots[slot] ??= OptimizerState<T>.Create(_initialValues, length, width);
        if (state is not OptimizerState<T> typed)
            throw new ArgumentException($"Slot {slot} was used with another element type than {typeof(T).Name}.", nameof(slot));
        if (_quantities.Length > 0 && typed.Length != length)
            throw new ArgumentException($"Slot {slot} has state for {typed.Length} weights, not for {length}.", nameof(slot));
        return typed;
    }

    private OptimizerState? Take(Dictionary<string, NamedArray> own, ParameterSlot parameter)
    {
        var names = Enumerable.Range(0, _quantities.Length).Select(quantity => StateName(quantity, parameter.Name)).ToArray();
        if (!names.Any(own.ContainsKey))
            return null;
        var arrays = new List<NamedArray>();
        foreach (var name in names)
        {
            if (!own.Remove(name, out var array))
                throw new InvalidBundleException($"Tensor '{name}' is missing.");
            if (array.Shape is not [var length] || length != parameter.Length || array.Type != parameter.Type)
                throw new InvalidBundleException($"Tensor '{name}' is {ElementTypes.NameOf(array.Type)} of shape {NamedArray.Describe([.. array.Shape])}, expected {ElementTypes.NameOf(parameter.Type)} of shape [{parameter.Length}].");
            arrays.Add(array);
        }
        return OptimizerState.Import(parameter.Type, arrays);
    }

    private string StepName => $"{_kind}.step";

    private string StateName(int quantity, string parameter) => $"{_kind}.{_quantities[quantity].Name}/{parameter}";

    /// <summary>Something remembered of every weight, and what it is before the first step.</summary>
    protected readonly record struct Quantity(string Name, double InitialValue = 0);
}
