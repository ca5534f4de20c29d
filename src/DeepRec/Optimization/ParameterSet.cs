using DeepRec.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// A module's trainable parameters and their gradients, as memory. Gradients are kept between steps and cleared in place: libtorch then
/// accumulates into the same block. One thread at a time.
/// </summary>
internal sealed class ParameterSet : IDisposable
{
    private readonly nn.Module _module;
    private readonly (string Name, Parameter Value)[] _parameters;
    private readonly ParameterGradient[] _gradients;

    /// <exception cref="ArgumentException">There is nothing to train.</exception>
    public ParameterSet(nn.Module module)
    {
        _module = module;
        _parameters = [.. module.named_parameters().Where(p => p.parameter.requires_grad).Select(p => (p.name, p.parameter))];
        if (_parameters.Length == 0) throw new ArgumentException($"{module.GetName()} has no parameter to train. Register its layers: fields and RegisterComponents(), or register_module.", nameof(module));
        var other = _parameters.FirstOrDefault(p => p.Value.dtype is not (ScalarType.Float32 or ScalarType.Float64));
        if (other.Value is not null) throw new ArgumentException($"The parameter '{other.Name}' is {other.Value.dtype}; float32 and float64 are trained.", nameof(module));
        _gradients = [.. _parameters.Select(p => new ParameterGradient(p.Value))];
        module.zero_grad(); // what a backward pass before this training left would be added to the first gradient
        Slots = [.. _parameters.Select(p => new ParameterSlot(p.Name, checked((int)p.Value.numel()), p.Value.dtype == ScalarType.Float64 ? ElementType.Float64 : ElementType.Float32))];
    }

    /// <summary>The parameters' names and sizes, in order.</summary>
    public IReadOnlyList<ParameterSlot> Slots { get; }

    /// <summary>Takes gradients from plain memory from now on; those of parameters that are not trained are passed over.</summary>
    /// <param name="gradients">Where they stand.</param>
    /// <param name="optimizer">What moves the parameters. It may let rows of tables rest: see <see cref="Settle"/>.</param>
    /// <param name="rowsAStep">How many rows of a table a step may be expected to meet.</param>
    public void Adopt(IEnumerable<MemoryGradient> gradients, Optimizer optimizer, int rowsAStep)
    {
        foreach (var gradient in gradients)
        {
            int slot = SlotOf(gradient.Parameter);
            if (slot >= 0) _gradients[slot].Adopt(gradient, optimizer, slot, rowsAStep);
        }
    }

    /// <summary>The same, where something else than <see cref="Step(Optimizer, double)"/> moves the parameters: no row rests.</summary>
    public void Adopt(IEnumerable<MemoryGradient> gradients)
    {
        foreach (var gradient in gradients)
        {
            int slot = SlotOf(gradient.Parameter);
            if (slot >= 0) _gradients[slot].Adopt(gradient);
        }
    }

    /// <summary>Zeros as long as each parameter.</summary>
    public float[][] MakeSums() => [.. Slots.Select(slot => new float[slot.Length])];

    /// <summary>Adds the gradients, times a factor, to sums of <see cref="MakeSums"/>.</summary>
    public void AddGradients(float[][] sums, double factor)
    {
        for (int i = 0; i < sums.Length; i++) _gradients[i].AddTo(sums[i], (float)factor);
    }

    /// <summary>Moves every element of every parameter by other gradients than its own.</summary>
    /// <param name="optimizer">What moves them.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="gradients">As <see cref="MakeSums"/> has them.</param>
    public void Step(Optimizer optimizer, double learningRate, float[][] gradients)
    {
        optimizer.BeginStep();
        for (int i = 0; i < gradients.Length; i++) _gradients[i].Step(optimizer, i, learningRate, gradients[i]);
    }

    /// <summary>Before an epoch: looks where the parameters stand.</summary>
    public void Look()
    {
        foreach (var gradient in _gradients) gradient.Look();
    }

    public void ClearGradients()
    {
        foreach (var gradient in _gradients) gradient.Clear();
    }

    /// <summary>After a backward pass: finds the gradients that have come to be.</summary>
    public void FindGradients()
    {
        for (int i = 0; i < _gradients.Length; i++) _gradients[i].Find(_parameters[i].Name);
    }

    /// <summary>Finds the gradients of a loss by autograd; gives its value without the penalty, and how many rows it is of.</summary>
    public (double Loss, int Rows) Backward(Func<StepLoss> make)
    {
        using var scope = NewDisposeScope();
        using var lookups = StepLookups.Begin();
        ClearGradients();
        var (loss, penalty, rows) = make();
        double value = TensorMath.Number(loss);
        if (penalty is not null) loss = loss.Plus(penalty);
        loss.backward();
        FindGradients();
        Add(lookups.All);
        return (value, rows);
    }

    /// <summary>After <see cref="FindGradients"/>: adds what lookups of the step left.</summary>
    public void Add(IEnumerable<TableLookup> lookups)
    {
        foreach (var lookup in lookups)
        {
            int slot = SlotOf(lookup.Table);
            if (slot >= 0) _gradients[slot].Add(lookup);
        }
    }

    /// <summary>Whether every element of every gradient is a finite number. A fraction of the work of <see cref="GradientNorm"/>.</summary>
    public bool AreGradientsFinite()
    {
        foreach (var gradient in _gradients) if (!gradient.IsFinite) return false;
        return true;
    }

    /// <summary>The Euclidean length of all gradients together.</summary>
    public double GradientNorm()
    {
        double sum = 0;
        foreach (var gradient in _gradients) sum += gradient.SumOfSquares;
        return Math.Sqrt(sum);
    }

    /// <summary>Shortens the gradients so that their common length is at most <paramref name="maximumNorm"/>.</summary>
    public void ClipNorm(double norm, double maximumNorm)
    {
        double factor = GradientClipping.Factor(norm, maximumNorm);
        if (factor >= 1) return;
        foreach (var gradient in _gradients) gradient.Scale(factor);
    }

    public void Step(Optimizer optimizer, double learningRate)
    {
        optimizer.BeginStep();
        for (int i = 0; i < _gradients.Length; i++) _gradients[i].Step(optimizer, i, learningRate);
    }

    /// <summary>Brings rows that rest up to date. Before anyone but the step reads the parameters.</summary>
    public void Settle(Optimizer optimizer)
    {
        foreach (var gradient in _gradients) gradient.Wake();
        optimizer.Settle();
    }

    public void Dispose()
    {
        foreach (var gradient in _gradients) gradient.Dispose();
        _module.zero_grad(); // else the model would hold gradients, as large as itself, as long as it lives
    }

    private int SlotOf(Parameter parameter) => Array.FindIndex(_parameters, p => p.Value.Handle == parameter.Handle);
}
