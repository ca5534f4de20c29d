using System.Numerics.Tensors;
using DeepRec.Models;

namespace DeepRec;

/// <summary>The scorer of <see cref="ContentSimilarityOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="decay">Of weights in the history.</param>
/// <param name="content">f, rows of length 1. Shape [I × features].</param>
internal sealed class ContentSimilarityScorer(float[] popularity, double decay, SparseMatrix content) : HistoryScorer(popularity, decay)
{
    public override RankingEvidence Evidence => RankingEvidence.History | RankingEvidence.Content;

    public override ItemScorer WithCatalogue(RankingInputs inputs) => new ContentSimilarityScorer(PopularityOver(inputs.ItemCount), Decay, ItemContent.Of(inputs));

    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        var profile = new float[content.ColumnCount];
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            Array.Clear(profile);
            float sum = TensorPrimitives.Sum(history.Weights);
            for (int place = 0; place < history.Items.Length; place++)
            {
                content.AddRow(history.Items[place], history.Weights[place] / sum, profile);
                says[request] |= !content.ColumnsOf(history.Items[place]).IsEmpty;
            }

            var row = scores.Slice(request * ItemCount, ItemCount);
            for (int item = 0; item < row.Length; item++) row[item] = content.Dot(item, profile);
        }
    }

    protected override IReadOnlyList<NamedArray> Learned() => [];
}
