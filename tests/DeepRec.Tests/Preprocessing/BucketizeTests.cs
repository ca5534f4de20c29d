using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class BucketizeTests
{
    [Fact]
    public void AValueAtABoundaryBelongsToTheUpperBucket()
    {
        var ages = Rows.Numbers("age", 17.9f, 18, 39, 40, Rows.Missing, float.MaxValue, float.MinValue);
        var bucketed = Rows.Fit(Bucketize.Given("age", 18, 40), ages).Transform(ages);
        Assert.Equal([3, 4, 4, 5, Vocabulary.MissingId, 5, 3], Rows.IdsOf(bucketed, "age"));
        Assert.Equal(6, bucketed.Column<IdColumn>("age").Cardinality);
        Assert.Equal(FeatureKind.Category, bucketed.Schema["age"].Kind);
    }

    [Fact]
    public void UniformBucketsHaveOneWidth()
    {
        var training = Rows.Numbers("x", 0, 100, Rows.Missing);
        Assert.Equal([25, 50, 75], Boundaries(Bucketize.Uniform("x", 4), training));
    }

    [Fact]
    public void QuantileBucketsHoldEquallyManyRows()
    {
        var training = Rows.Numbers("x", 8, 1, 7, 2, 6, 3, 5, 4);
        Assert.Equal([2.75f, 4.5f, 6.25f], Boundaries(Bucketize.Quantile("x", 4), training));
        int[] ids = Rows.IdsOf(Rows.Fit(Bucketize.Quantile("x", 4), training).Transform(training), "x");
        Assert.All(ids.CountBy(id => id), bucket => Assert.Equal(2, bucket.Value));
    }

    [Fact]
    public void BoundariesThatWouldLeaveABucketEmptyAreDropped()
    {
        // Quartiles of 0 0 0 0 0 1 9 are 0, 0 and 0.5.
        Assert.Equal([0.5f], Boundaries(Bucketize.Quantile("x", 4), Rows.Numbers("x", 0, 0, 0, 0, 0, 1, 9)));
        Assert.Equal([5.5f], Boundaries(Bucketize.Quantile("x", 2), Rows.Numbers("x", 1, 10)));
        Assert.Equal([4], Boundaries(Bucketize.Quantile("x", 3), Rows.Numbers("x", 1, 10)));
    }

    [Fact]
    public void AConstantColumnHasOneBucket()
    {
        var constant = Rows.Numbers("x", 5, 5);
        Assert.Empty(Boundaries(Bucketize.Uniform("x", 4), constant));
        Assert.Empty(Boundaries(Bucketize.Quantile("x", 4), constant));
        Assert.Equal([3, 3], Rows.IdsOf(Rows.Fit(Bucketize.Uniform("x", 4), constant).Transform(constant), "x"));
    }

    [Fact]
    public void AColumnWithoutAnyValueIsAllMissing()
    {
        var empty = Rows.Numbers("x", Rows.Missing);
        Assert.Equal([Vocabulary.MissingId], Rows.IdsOf(Rows.Fit(Bucketize.Quantile("x", 4), empty).Transform(empty), "x"));
    }

    [Fact]
    public void BoundariesThatDoNotRiseAreRefusedByPlace()
    {
        var error = Assert.Throws<ArgumentException>(() => Bucketize.Given("age", 18, 18));
        Assert.Contains("Column 'age': the bucket boundary 18 at place 1", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<float> Boundaries(PreprocessingStep step, Dataset training) => Assert.IsType<FittedBucketize>(Rows.Fit(step, training)).Boundaries;
}
