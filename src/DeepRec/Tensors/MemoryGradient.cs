using TorchSharp.Modules;

namespace DeepRec;

/// <summary>Where the gradient of a parameter stands when no autograd makes it.</summary>
/// <param name="Parameter">The parameter, float32.</param>
/// <param name="All">Of all its elements; or none.</param>
/// <param name="Rows">Of those of its rows that a step meets; or none.</param>
internal sealed record MemoryGradient(Parameter Parameter, float[]? All, RowGradient? Rows)
{
    public void Clear()
    {
        if (All is not null) Array.Clear(All);
        Rows?.Clear();
    }
}
