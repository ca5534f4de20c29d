using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// Gives each row the encoding of its vector, and rows without one a learned vector of their own. In training treats each row with probability p
/// as if it had none, so that the model does not come to rely on the modality alone. ([U, D], [B]) → [B, D].
/// </summary>
internal sealed class MissingModality : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _probability;

    // The name by which a change of its type finds the field.
    [ComponentName(Name = "vector")]
    private readonly Parameter _vector; // [1, D]

    public MissingModality(int dimension, double probability) : base(nameof(MissingModality))
    {
        WeightBudget.Take("a vector in the place of a missing one", dimension);
        _probability = probability;
        _vector = nn.Parameter(zeros(1, dimension, ScalarType.Float32));
        _vector.DetachFromDisposeScope();
        register_parameter("vector", _vector);
    }

    /// <summary>Whether some training step makes use of the vector although every row has one of its own.</summary>
    public bool IsLearnedAnyway => _probability > 0;

    // Registered by a name of its own; a search of the fields would register it twice.
    protected override void RegisterComponents()
    {
    }

    /// <param name="encoded">The distinct vectors' encodings, shape [U, D].</param>
    /// <param name="rows">Which of them each row has, U for none, shape [B].</param>
    public override Tensor forward(Tensor encoded, Tensor rows)
    {
        if (training && _probability > 0) rows = Drop(rows, encoded.shape[0]);
        return cat([encoded, _vector], dim: 0).index_select(0, rows); // [U + 1, D] → [B, D]
    }

    /// <summary>Sets the vector. Shape [D].</summary>
    public void Set(ReadOnlySpan<double> vector)
    {
        var target = TensorMemory.Span<float>(_vector);
        for (int i = 0; i < target.Length; i++) target[i] = (float)vector[i];
    }

    private Tensor Drop(Tensor rows, long missing)
    {
        using var drawn = empty(rows.shape[0], ScalarType.Float32).bernoulli_(_probability, StepRandom.Current); // [B]
        var kept = rows.clone(); // [B]
        var target = TensorMemory.Span<long>(kept);
        var isDropped = TensorMemory.Span<float>(drawn);
        for (int i = 0; i < target.Length; i++) if (isDropped[i] > 0) target[i] = missing;
        return kept;
    }
}
