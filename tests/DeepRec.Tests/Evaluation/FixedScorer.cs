using DeepRec.Models;

namespace DeepRec.Tests.Evaluation;

/// <summary>Gives each user number the scores that are written down for it.</summary>
internal sealed class FixedScorer(params float[][] scores) : ItemScorer
{
    public int LargestBlock { get; private set; }

    public override int ItemCount => scores[0].Length;

    public override void Score(RankingRequests requests, Span<float> filled)
    {
        LargestBlock = Math.Max(LargestBlock, requests.Count);
        for (int i = 0; i < requests.Count; i++) scores[requests.Users[i]].CopyTo(filled[(i * ItemCount)..]);
    }

    public override IReadOnlyList<NamedArray> Export() => [];
}
