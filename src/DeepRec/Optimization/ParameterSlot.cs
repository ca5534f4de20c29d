namespace DeepRec;

/// <summary>A parameter as the optimiser's state is stored under: its slot is its place in the list.</summary>
internal readonly record struct ParameterSlot(string Name, int Length, ElementType Type);
