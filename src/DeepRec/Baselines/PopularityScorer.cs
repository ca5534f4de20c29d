using System.Numerics.Tensors;
using DeepRec.Models;

namespace DeepRec;

/// <summary>The scorer of <see cref="PopularityOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="segment">The column that makes the segments, or null.</param>
/// <param name="bySegment">Shape [ids × I], or null.</param>
internal sealed class PopularityScorer(float[] popularity, string? segment, SparseMatrix? bySegment) : ItemScorer
{
    private readonly float _tieWeight = 1 / (TensorPrimitives.Sum<float>(popularity) + 1);

    public override int ItemCount => popularity.Length;

    public override RankingEvidence Evidence => bySegment is null ? RankingEvidence.None : RankingEvidence.Features;

    public override void Score(RankingRequests requests, Span<float> scores)
    {
        var column = bySegment is null ? null : requests.Features?[segment!];
        for (int request = 0; request < requests.Count; request++)
        {
            var row = scores.Slice(request * ItemCount, ItemCount);
            popularity.CopyTo(row);
            if (column is null) continue;
            var ids = IdsAt(column, request);
            int met = 0;
            foreach (int id in ids) met += bySegment!.ColumnsOf(id).Length;
            if (met == 0) continue;
            TensorPrimitives.Multiply(row, _tieWeight, row);
            foreach (int id in ids) bySegment!.AddRow(id, 1, row);
        }

        FiniteScores.Hold(scores);
    }

    // Nobody met what is new.
    public override ItemScorer WithCatalogue(RankingInputs inputs)
    {
        var wider = new float[inputs.ItemCount];
        popularity.CopyTo(wider, 0);
        return new PopularityScorer(wider, segment, bySegment is null ? null : new SparseMatrix(bySegment.Offsets, bySegment.Columns, bySegment.Values, wider.Length));
    }

    public override IReadOnlyList<NamedArray> Export() =>
        bySegment is null ? [NamedArray.From<float>("popularity", popularity)] : [NamedArray.From<float>("popularity", popularity), .. StoredArrays.Of("segments", bySegment)];

    /// <summary>The ids of a row of a column of ids or bags of them.</summary>
    public static ReadOnlySpan<int> IdsAt(Column column, int row) => column switch
    {
        IdColumn ids => ids.Ids.Slice(row, 1),
        IdBagColumn bags => bags.Ids[bags.Offsets[row]..bags.Offsets[row + 1]],
        _ => throw new ArgumentException("Segments are made of a column of ids."),
    };
}
