namespace DeepRec.Models;

/// <summary>Where the cross layers of a <see cref="DeepCrossNetworkOptions"/> stand to its network.</summary>
public enum CrossStructure
{
    /// <summary>Before it: MLP(cross(x₀)).</summary>
    Stacked,

    /// <summary>Beside it: W [cross(x₀), h(x₀)] + b, h the last hidden layer.</summary>
    Parallel,
}
