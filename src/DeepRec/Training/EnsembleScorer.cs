using System.Buffers;
using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The weighted mean of scores. Owns its members.</summary>
internal sealed class EnsembleScorer(IReadOnlyList<(RowScorer Scorer, float Weight)> members) : RowScorer
{
    public override void Score(Dataset encoded, Span<float> scores)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(encoded.Count);
        try
        {
            var part = rented.AsSpan(0, encoded.Count);
            scores = scores[..encoded.Count];
            scores.Clear();
            for (int m = 0; m < members.Count; m++)
            {
                members[m].Scorer.Score(encoded, part);
                TensorPrimitives.MultiplyAdd(part, members[m].Weight, scores, scores);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    public override float Score(EncodedRow row)
    {
        float sum = 0;
        for (int m = 0; m < members.Count; m++) sum += members[m].Scorer.Score(row) * members[m].Weight;
        return sum;
    }

    public override void Dispose()
    {
        foreach (var (scorer, _) in members) scorer.Dispose();
    }
}
