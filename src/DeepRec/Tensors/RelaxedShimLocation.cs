namespace DeepRec;

/// <summary>Where a relaxed copy was loaded from.</summary>
/// <param name="Path">The file; gone again where it was temporary.</param>
/// <param name="WhyTemporary">Why the user's own folder could not serve, or null where it did.</param>
internal sealed record RelaxedShimLocation(string Path, string? WhyTemporary);
