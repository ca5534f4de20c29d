using TorchSharp.Modules;

namespace DeepRec;

/// <summary>Where the gradient of a parameter stands when no autograd makes it.</summary>
/// <param name="Parameter">The parameter, float32.</param>
/// <param name="All">Of all its elements; or none.</param>
/// <param name="Rows">Of those of its rows that a step meets; or none.</param>
internal sealed record MemoryGradient(Parameter Parameter, float[]? All, RowGradient? Rows)
{
    private readonly ParameterMemory _memory = new(Parameter);

    /// <summary>The parameter's own memory.</summary>
    public Span<float> Weights => _memory.Values;

    /// <summary>Looks where that is. Before an epoch.</summary>
    public void Find() => _memory.Find();

    public void Clear()
    {
        if (All is not null) Array.Clear(All);
        Rows?.Clear();
    }
}
