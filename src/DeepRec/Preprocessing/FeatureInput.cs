using System.Text.Json.Serialization;

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

    /// <summary>How many numbers the vectors have that ids of a bag start from in an encoder's table.</summary>
    /// <value>Default 0: all start at random.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int VectorWidth { get; init; }

    /// <summary>These vectors, a row for each id; none for ids that start at random. Not saved: in a bundle they are part of the weights.</summary>
    /// <value>Default <see langword="null"/>.</value>
    /// <exception cref="ArgumentException">Their number is not <see cref="Size"/>.</exception>
    [JsonIgnore]
    public VectorColumn? Vectors
    {
        get;
        init
        {
            if (value is not null && value.Count != Size) throw new ArgumentException($"{value.Count} start vectors for the {Size} ids of '{Name}'.", nameof(value));
            (field, VectorWidth) = (value, value?.Width ?? 0);
        }
    }

    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    internal static FeatureInput? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        var input = new FeatureInput(fields.Text("name"), fields.Choice<FeatureInputKind>("kind"), fields.Choice<FeatureRole>("role"), fields.Whole("size"), fields.Singles("fallback"))
        {
            Weights = fields.Has("weights") ? fields.Singles("weights") : [],
            VectorWidth = fields.Has("vectorWidth") ? fields.Whole("vectorWidth") : 0,
        };
        return fields.AreWhole ? input : null;
    }
}
