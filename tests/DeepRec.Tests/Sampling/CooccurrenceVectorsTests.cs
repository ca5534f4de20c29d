namespace DeepRec.Tests.Sampling;

public sealed class CooccurrenceVectorsTests
{
    [Fact]
    public void TwoItemsThatMeetOnceAreThoseWorkedByHand()
    {
        // C = [[0, 1], [1, 0]], d = 1, x = C / 3: singular values ⅓ and ⅓, so that every row of U √S is √⅓ long.
        float[] vectors = CooccurrenceVectors.Of(new Interactions([0, 2], [0, 1], itemCount: 2), dimension: 2, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        double length = Math.Sqrt(1 / 3.0) / (Math.Sqrt(1 / 3.0) + 0.05);
        Assert.Equal(length, Math.Sqrt(vectors[0] * vectors[0] + vectors[1] * vectors[1]), 1e-5);
        Assert.Equal(length, Math.Sqrt(vectors[2] * vectors[2] + vectors[3] * vectors[3]), 1e-5);
        Assert.Equal(0, vectors[0] * vectors[2] + vectors[1] * vectors[3], 1e-5);
    }

    [Fact]
    public void APairFurtherApartWeighsLessAndAnItemWithoutNeighboursIsZero()
    {
        // Items 0 and 2 stand two apart, once: C = 0.7; d = (1.7, 2, 1.7). Item 3 is met alone, item 4 never.
        float[] vectors = CooccurrenceVectors.Of(new Interactions([0, 3, 4], [0, 1, 2, 3], itemCount: 5), dimension: 3, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        // x = [[0, a, b], [a, 0, a], [b, a, 0]] with a = 1/√(3.7·4), b = 0.7/3.7: its absolute value has rows of squared length |x|_ii.
        double a = 1 / Math.Sqrt(3.7 * 4), b = 0.7 / 3.7;
        double root = Math.Sqrt(b * b + 8 * a * a); // eigenvalues −b and (b ± root) / 2
        double middle = 4 * a * a / root; // |x|_11
        double expected = Math.Sqrt(middle) / (Math.Sqrt(middle) + 0.05);
        Assert.Equal(expected, Math.Sqrt(vectors[3] * vectors[3] + vectors[4] * vectors[4] + vectors[5] * vectors[5]), 1e-4);
        Assert.All(vectors[9..], value => Assert.Equal(0, value, 1e-6));
    }

    [Fact]
    public void MoreDimensionsThanItemsAreZero()
    {
        float[] vectors = CooccurrenceVectors.Of(new Interactions([0, 2], [0, 1], itemCount: 2), dimension: 4, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(8, vectors.Length);
        Assert.Equal([0f, 0f, 0f, 0f], [vectors[2], vectors[3], vectors[6], vectors[7]]);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBits()
    {
        var interactions = new Interactions([0, 4, 8, 10], [0, 1, 2, 3, 3, 4, 0, 5, 6, 1], itemCount: 7);

        Assert.Equal(CooccurrenceVectors.Of(interactions, 3, seed: 5, cancellationToken: TestContext.Current.CancellationToken), CooccurrenceVectors.Of(interactions, 3, seed: 5, cancellationToken: TestContext.Current.CancellationToken));
    }
}
