namespace DeepRec.Preprocessing;

/// <summary>One column that a model reads, as it leaves the pipeline.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">How it enters the model.</param>
/// <param name="Role">What it is about.</param>
/// <param name="Size">How many ids there are, reserved ones included; or how many numbers a row or vector.</param>
/// <param name="Fallback">For numbers: what stands in for a value that is still missing after the last step, its mean in training. Shape [width]. Empty for ids and vectors.</param>
public sealed record FeatureInput(string Name, FeatureInputKind Kind, FeatureRole Role, int Size, IReadOnlyList<float> Fallback)
{
    /// <summary>A weight for each id of a bag, such as the inverse document frequency of a word: 0 or more. Shape [Size].</summary>
    /// <value>Default: empty, which stands for 1 each.</value>
    public IReadOnlyList<float> Weights { get; init; } = [];
}
