namespace DeepRec.Models;

/// <summary>
/// What a rating model of common structure is, said without TorchSharp: from settings and inputs to the tensors that it saves, and from these to a scorer in plain memory. To
/// make one asks the budget of a file as to make the model does.
/// </summary>
internal abstract class RatingPlan
{
    /// <summary>What the module calls itself.</summary>
    public abstract string ModelName { get; }

    /// <summary>All that the module saves.</summary>
    public abstract IReadOnlyList<WeightShape> Weights { get; }

    /// <summary>The longest last axis of a tensor, 1 or more: no vector of a row is longer.</summary>
    public long Widest
    {
        get
        {
            long widest = 1;
            foreach (var weight in Weights) if (weight.Shape is [.., var last]) widest = Math.Max(widest, last);
            return widest;
        }
    }

    /// <summary>Scores by such tensors.</summary>
    /// <param name="weights">By name, of the stated types and shapes. Tables are read where they lie; what is needed in another order is copied.</param>
    public abstract RowScorer Pack(Func<string, NamedArray> weights);
}
