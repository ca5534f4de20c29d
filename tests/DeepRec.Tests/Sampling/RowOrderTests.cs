namespace DeepRec.Tests.Sampling;

public sealed class RowOrderTests
{
    [Fact]
    public void WithoutGroupsStepsCutAPermutationOfTheRows()
    {
        var order = new RowOrder(rows: 10, batchSize: 4);

        order.Begin(seed: 7);

        Assert.Equal((10, 3), (order.Rows, order.Steps));
        Assert.Equal([4, 4, 2], Enumerable.Range(0, 3).Select(step => order.Of(step).Length));
        Assert.Equal(Permutation.Of(10, 7), Enumerable.Range(0, 3).SelectMany(step => order.Of(step).ToArray()));
    }

    [Theory]
    [InlineData(1, 4)] // no group is smaller than a batch of one row: one group a step
    [InlineData(5, 2)] // 2.5 rows a group: two groups a step
    [InlineData(1000, 1)]
    public void AGroupIsWholeInOneStep(int batchSize, int steps)
    {
        int[] groups = [5, 2, 5, 9, 2, 5, 9, 2, 7, 5]; // 4 groups, ids with gaps
        var order = new RowOrder(groups, batchSize);

        for (ulong seed = 0; seed < 20; seed++)
        {
            order.Begin(seed);
            int[][] taken = [.. Enumerable.Range(0, order.Steps).Select(step => order.Of(step).ToArray())];

            Assert.Equal(steps, taken.Length);
            Assert.Equal(Enumerable.Range(0, 10), taken.SelectMany(rows => rows).Order());
            Assert.Equal(4, taken.Sum(rows => rows.Select(row => groups[row]).Distinct().Count()));
        }
    }

    [Fact]
    public void GroupsComeInAnotherOrderEachEpoch()
    {
        var order = new RowOrder([0, 1, 2, 3, 4, 5, 6, 7], batchSize: 8);
        order.Begin(1);
        int[] first = order.Of(0).ToArray();
        order.Begin(2);

        Assert.NotEqual(first, order.Of(0).ToArray());
    }

    [Fact]
    public void OneRowIsOneStep()
    {
        var order = new RowOrder([3], batchSize: 256);
        order.Begin(1);

        Assert.Equal([0], order.Of(0).ToArray());
        Assert.Equal((1, 1), (order.Rows, order.Steps));
    }
}
