using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>The request tower of <see cref="FactoredNetwork"/> in evaluation, in plain memory: after a thread's first calls without allocation. Safe from many threads.</summary>
/// <param name="tower">From the parts to a vector.</param>
/// <param name="similarity">How the vector is measured.</param>
internal sealed class PackedRequests(PackedTower tower, PackedSimilarity similarity)
{
    /// <summary>The parts that come first.</summary>
    public required PackedHistory[] Histories { get; init; }

    /// <summary>The part that follows: p_u, by the user's id; <see langword="null"/>: none.</summary>
    public required (FeatureInput Input, TableRows Table)? User { get; init; }

    /// <summary>The last part; or none.</summary>
    public required PackedFeatures? Features { get; init; }

    /// <summary>r; or none.</summary>
    public required PackedResidual? Residual { get; init; }

    /// <summary>D.</summary>
    public required int Dimension { get; init; }

    /// <summary>D, or D + 1 where a last number of 1 takes the item's bias along.</summary>
    public required int Width { get; init; }

    private int Room => Math.Max(tower.Room, Residual?.Room ?? 0);

    /// <summary>Encodes some requests that follow one another.</summary>
    /// <param name="requests">All of them.</param>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="encodings">[count × width]; filled.</param>
    /// <exception cref="ArgumentException">There are no columns of requests, or others than the model was built for.</exception>
    public void Encode(RankingRequests requests, int first, int count, Span<float> encodings)
    {
        int block = RowMemory.Block((long)tower.Width + Dimension + Room);
        for (int done = 0; done < count; done += block)
        {
            int rows = Math.Min(block, count - done);
            var memory = RowMemory.Take(checked(rows * (tower.Width + Dimension + Room)));
            MatrixView x = MatrixView.Of(memory, rows, tower.Width), y = MatrixView.Of(memory[(rows * tower.Width)..], rows, Dimension); // [n, parts], [n, D]
            memory = memory[(rows * (tower.Width + Dimension))..];
            Gather(requests, first + done, x);
            tower.Forward(x, y, memory);
            Residual?.Apply(y, memory);
            for (int i = 0; i < rows; i++)
            {
                var encoding = encodings.Slice((done + i) * Width, Width);
                similarity.Measure(y[i], encoding);
                if (Width > Dimension) encoding[Dimension] = 1;
            }
        }
    }

    private void Gather(RankingRequests requests, int first, MatrixView x)
    {
        int start = 0;
        foreach (var history in Histories)
        {
            for (int i = 0; i < x.Rows; i++) history.Read(requests, first + i, x[i].Slice(start, Dimension));
            start += Dimension;
        }

        if (User is null && Features is null) return;
        var columns = requests.Features ?? throw new ArgumentException("The model reads columns of the request, and there are none.", nameof(requests));
        if (User is var (input, table))
        {
            var ids = ((IdColumn)BatchSource.Check(columns, input)).Ids;
            for (int i = 0; i < x.Rows; i++) table[ids[first + i]].CopyTo(x[i].Slice(start, Dimension));
            start += Dimension;
        }

        Features?.Gather(columns, first, x.Slice(start, Features.Width));
    }
}
