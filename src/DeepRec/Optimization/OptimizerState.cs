namespace DeepRec;

/// <summary>What an optimiser remembers of one parameter: of each of its quantities as many numbers as it has.</summary>
internal abstract class OptimizerState
{
    public abstract int Length { get; }

    public abstract NamedArray Export(int quantity, string name);

    /// <summary>Reads the arrays of one parameter, already known to have the slot's length.</summary>
    public static OptimizerState Import(ElementType type, IReadOnlyList<NamedArray> arrays) => type switch
    {
        ElementType.Float32 => OptimizerState<float>.Import(arrays),
        ElementType.Float64 => OptimizerState<double>.Import(arrays),
        _ => throw new NotSupportedException($"Parameters of type {ElementTypes.NameOf(type)} are not trained."),
    };
}
