using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class TopKTests
{
    [Fact]
    public void KeepsWhatAFullSortPutsFirst() => Gen.Select(Gen.Int[-5, 5].Select(i => i / 4f).Array[0, 200], Gen.Int[1, 60]).Sample((scores, k) =>
    {
        var expected = scores.Select((score, position) => (Score: score, Position: position)).OrderByDescending(s => s.Score).ThenBy(s => s.Position).Take(k).ToArray();
        Assert.Equal(expected, Largest(scores, k));
    });

    [Fact]
    public void KeepsWhatAFullSortPutsFirstWhicheverComesFirst() => Gen.Int[-3, 3].Select(i => (float)i).Array[1, 40].Sample(scores =>
    {
        // Offered backwards: the earlier position wins a tie all the same.
        var heap = new TopK(new (float, int)[5]);
        for (int i = scores.Length - 1; i >= 0; i--) heap.Offer(scores[i], i);
        var expected = scores.Select((score, position) => (score, position)).OrderByDescending(s => s.score).ThenBy(s => s.position).Take(5).ToArray();
        Assert.Equal(expected, heap.Sorted().ToArray());
    });

    [Fact]
    public void AWholeRowKeepsTheSameButForMinusInfinity() => Gen.Select(Gen.Int[-6, 5].Select(i => i < -5 ? float.NegativeInfinity : i / 4f).Array[0, 600], Gen.Int[0, 60]).Sample((scores, k) =>
    {
        var expected = scores.Select((score, position) => (score, position)).Where(s => !float.IsNegativeInfinity(s.score)).OrderByDescending(s => s.score).ThenBy(s => s.position).Take(k).ToArray();
        var heap = new TopK(new (float, int)[k]);
        heap.OfferAll(scores);
        Assert.Equal(expected, heap.Sorted().ToArray());
    });

    [Fact]
    public void OneKeepsTheFirstOfTheLargest() => Assert.Equal([(3f, 1)], Largest([2, 3, 1, 3], 1));

    [Fact]
    public void MoreThanThereAreKeepsAll() => Assert.Equal([(3f, 1), (2f, 0), (1f, 2)], Largest([2, 3, 1], 10));

    [Fact]
    public void AHeapWithoutPlacesKeepsNothing() => Assert.Empty(Largest([2, 3], 0));

    [Fact]
    public void NothingOfferedIsNothingKept() => Assert.Empty(Largest([], 3));

    private static (float, int)[] Largest(float[] scores, int k)
    {
        var heap = new TopK(new (float, int)[k]);
        for (int i = 0; i < scores.Length; i++) heap.Offer(scores[i], i);
        return heap.Sorted().ToArray();
    }
}
