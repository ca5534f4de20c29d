namespace DeepRec;

/// <summary>A model of a comparison.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Seconds">The time it took, as given.</param>
/// <param name="Values">Each compared metric, in order.</param>
public sealed record ComparedModel(string Name, double Seconds, IReadOnlyList<ComparedValue> Values);
