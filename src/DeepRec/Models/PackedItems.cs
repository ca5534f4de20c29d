using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>The item tower of <see cref="FactoredNetwork"/> in evaluation, in plain memory. Safe from many threads.</summary>
/// <param name="tower">From the parts to a vector.</param>
/// <param name="similarity">How the vector is measured.</param>
internal sealed class PackedItems(PackedTower tower, PackedSimilarity similarity)
{
    /// <summary>The item's id; or none.</summary>
    public required FeatureInput? Id { get; init; }

    /// <summary>The part that comes first: e, by the id; or none.</summary>
    public required TableRows? Vectors { get; init; }

    /// <summary>b, by the id; or none.</summary>
    public required TableRows? Bias { get; init; }

    /// <summary>The vector and the bias of an item whose id says nothing [D + 1]; <see langword="null"/>: those of the table.</summary>
    public required float[]? Unknown { get; init; }

    /// <summary>The last part; or none.</summary>
    public required PackedFeatures? Features { get; init; }

    /// <summary>D.</summary>
    public required int Dimension { get; init; }

    /// <summary>How many numbers an encoding has.</summary>
    public int Width => Dimension + (Bias is null ? 0 : 1);

    /// <summary>How many items are encoded together at most.</summary>
    public int Block => RowMemory.Block((long)tower.Width + Dimension + tower.Room);

    /// <summary>Encodes some items that follow one another.</summary>
    /// <param name="catalogue">All of them.</param>
    /// <param name="first">The first one.</param>
    /// <param name="encodings">[n × width], n at most <see cref="Block"/>; filled.</param>
    public void Encode(Dataset catalogue, int first, Span<float> encodings)
    {
        int rows = encodings.Length / Width;
        var memory = RowMemory.Take(checked(rows * (tower.Width + Dimension + tower.Room)));
        MatrixView x = MatrixView.Of(memory, rows, tower.Width), y = MatrixView.Of(memory[(rows * tower.Width)..], rows, Dimension); // [n, parts], [n, D]
        var ids = Id is null ? [] : ((IdColumn)BatchSource.Check(catalogue, Id)).Ids.Slice(first, rows);
        for (int i = 0; i < ids.Length; i++) (IsHidden(ids[i]) ? Unknown.AsSpan(0, Dimension) : Vectors![ids[i]]).CopyTo(x[i]);
        Features?.Gather(catalogue, first, x.Slice(Vectors is null ? 0 : Dimension, Features.Width));
        tower.Forward(x, y, memory[(rows * (tower.Width + Dimension))..]);
        for (int i = 0; i < rows; i++)
        {
            var encoding = encodings.Slice(i * Width, Width);
            similarity.Measure(y[i], encoding);
            if (Bias is not null) encoding[Dimension] = IsHidden(ids[i]) ? Unknown![Dimension] : Bias[ids[i]][0];
        }
    }

    private bool IsHidden(int id) => Unknown is not null && id == Vocabulary.FirstBucket;
}
