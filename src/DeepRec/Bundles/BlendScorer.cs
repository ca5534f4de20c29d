using System.Numerics.Tensors;
using DeepRec.Models;

namespace DeepRec;

/// <summary>The scorer of <see cref="BlendOptions"/>. Owns those of its parts.</summary>
internal sealed class BlendScorer(IReadOnlyList<BlendPart> parts, IReadOnlyList<ItemScorer> scorers) : ItemScorer
{
    private const int RequestsAtOnce = 64;

    /// <summary>Those of its parts, in their order.</summary>
    public IReadOnlyList<ItemScorer> Scorers => scorers;

    public override int ItemCount => scorers[0].ItemCount;

    public override RankingEvidence Evidence => scorers.Aggregate(RankingEvidence.None, (all, scorer) => all | scorer.Evidence);

    public override void Score(RankingRequests requests, Span<float> scores)
    {
        scores.Clear();
        var block = new float[Math.Min(RequestsAtOnce, requests.Count) * ItemCount]; // [b × I]
        for (int start = 0; start < requests.Count; start += RequestsAtOnce)
        {
            int count = Math.Min(RequestsAtOnce, requests.Count - start);
            var some = requests.Slice(start, count);
            for (int part = 0; part < parts.Count; part++)
            {
                var values = block.AsSpan(0, count * ItemCount);
                scorers[part].Score(some, values);
                for (int request = 0; request < count; request++) Transform(parts[part], values.Slice(request * ItemCount, ItemCount));
                var sums = scores.Slice(start * ItemCount, values.Length);
                TensorPrimitives.MultiplyAdd(values, (float)parts[part].Weight, sums, sums);
            }
        }

        FiniteScores.Hold(scores);
    }

    public override long LayerOf(RankingRequests requests, int request) => scorers.Max(scorer => scorer.LayerOf(requests, request));

    public override IReadOnlyList<NamedArray> Export() => BlendOptions.Join(scorers.Select(scorer => scorer.Export()));

    public override ItemScorer WithCatalogue(RankingInputs inputs)
    {
        var wider = new List<ItemScorer>();
        try
        {
            foreach (var scorer in scorers) wider.Add(scorer.WithCatalogue(inputs));
            return new BlendScorer(parts, wider);
        }
        catch
        {
            foreach (var scorer in wider) scorer.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        foreach (var scorer in scorers) scorer.Dispose();
        base.Dispose();
    }

    private static void Transform(BlendPart part, Span<float> scores)
    {
        if (part.Transform == BlendTransform.Logarithm)
        {
            float epsilon = (float)Math.Max(part.Epsilon, float.Epsilon);
            foreach (ref float score in scores) score = MathF.Log(MathF.Max(score, 0) + epsilon);
        }

        if (part.Transform == BlendTransform.Standardize) Standardize(scores);
    }

    private static void Standardize(Span<float> scores)
    {
        double sum = 0, squares = 0;
        foreach (float score in scores) sum += score;
        double mean = sum / scores.Length;
        foreach (float score in scores) squares += (score - mean) * (score - mean);
        double deviation = Math.Sqrt(squares / scores.Length);
        foreach (ref float score in scores) score = deviation > 0 ? (float)((score - mean) / deviation) : 0;
    }
}
