using System.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace DeepRec;

/// <summary>
/// A module's trainable parameters and their gradients, as memory. Gradients are kept between steps and cleared in place: libtorch then
/// accumulates into the same block. One thread at a time.
/// </summary>
internal sealed class ParameterSet : IDisposable
{
    private readonly nn.Module _module;
    private readonly (string Name, Parameter Value)[] _parameters;
    private readonly Tensor?[] _gradients;

    /// <exception cref="ArgumentException">There is nothing to train.</exception>
    public ParameterSet(nn.Module module)
    {
        _module = module;
        _parameters = [.. module.named_parameters().Where(p => p.parameter.requires_grad).Select(p => (p.name, p.parameter))];
        if (_parameters.Length == 0) throw new ArgumentException($"{module.GetName()} has no parameter to train. Register its layers: fields and RegisterComponents(), or register_module.", nameof(module));
        var other = _parameters.FirstOrDefault(p => p.Value.dtype is not (ScalarType.Float32 or ScalarType.Float64));
        if (other.Value is not null) throw new ArgumentException($"The parameter '{other.Name}' is {other.Value.dtype}; float32 and float64 are trained.", nameof(module));
        _gradients = new Tensor?[_parameters.Length];
        module.zero_grad(); // what a backward pass before this training left would be added to the first gradient
        Slots = [.. _parameters.Select(p => new ParameterSlot(p.Name, checked((int)p.Value.numel()), p.Value.dtype == ScalarType.Float64 ? ElementType.Float64 : ElementType.Float32))];
    }

    /// <summary>The parameters' names and sizes, in order.</summary>
    public IReadOnlyList<ParameterSlot> Slots { get; }

    public void ClearGradients()
    {
        foreach (var gradient in _gradients) gradient?.bytes.Clear();
    }

    /// <summary>After a backward pass: finds the gradients that have come to be.</summary>
    public void FindGradients()
    {
        for (int i = 0; i < _gradients.Length; i++)
        {
            if (_gradients[i] is not null || _parameters[i].Value.grad is not { } gradient) continue;
            if (gradient.is_sparse) throw new InvalidOperationException($"The parameter '{_parameters[i].Name}' has a sparse gradient; gradients are trained as memory. Build its embedding with sparse: false.");
            _gradients[i] = gradient.DetachFromDisposeScope();
        }
    }

    /// <summary>Whether every element of every gradient is a finite number. A fraction of the work of <see cref="GradientNorm"/>.</summary>
    public bool AreGradientsFinite()
    {
        foreach (var gradient in _gradients)
        {
            if (gradient is null) continue;
            bool finite = gradient.dtype == ScalarType.Float64
                ? TensorPrimitives.IsFiniteAll<double>(TensorMemory.Span<double>(gradient))
                : TensorPrimitives.IsFiniteAll<float>(TensorMemory.Span<float>(gradient));
            if (!finite) return false;
        }

        return true;
    }

    /// <summary>The Euclidean length of all gradients together.</summary>
    public double GradientNorm()
    {
        double sum = 0;
        foreach (var gradient in _gradients)
        {
            if (gradient is null) continue;
            sum += gradient.dtype == ScalarType.Float64
                ? GradientClipping.SumOfSquares<double>(TensorMemory.Span<double>(gradient))
                : GradientClipping.SumOfSquares<float>(TensorMemory.Span<float>(gradient));
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Shortens the gradients so that their common length is at most <paramref name="maximumNorm"/>.</summary>
    public void ClipNorm(double norm, double maximumNorm)
    {
        double factor = GradientClipping.Factor(norm, maximumNorm);
        if (factor >= 1) return;
        foreach (var gradient in _gradients)
        {
            if (gradient is null) continue;
            if (gradient.dtype == ScalarType.Float64) GradientClipping.Scale(TensorMemory.Span<double>(gradient), factor);
            else GradientClipping.Scale(TensorMemory.Span<float>(gradient), factor);
        }
    }

    public void Step(Optimizer optimizer, double learningRate)
    {
        optimizer.BeginStep();
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_gradients[i] is not { } gradient) continue;
            if (gradient.dtype == ScalarType.Float64) Step<double>(optimizer, i, gradient, learningRate);
            else Step<float>(optimizer, i, gradient, learningRate);
        }
    }

    public void Dispose()
    {
        foreach (var gradient in _gradients) gradient?.Dispose();
        _module.zero_grad(); // else the model would hold gradients, as large as itself, as long as it lives
    }

    private void Step<T>(Optimizer optimizer, int slot, Tensor gradient, double learningRate) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        optimizer.Step(slot, TensorMemory.Span<T>(_parameters[slot].Value), TensorMemory.Span<T>(gradient), learningRate);
}
