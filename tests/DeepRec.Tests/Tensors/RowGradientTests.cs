namespace DeepRec.Tests.Tensors;

public sealed class RowGradientTests
{
    [Fact]
    public void RowsStandInTheOrderInWhichTheyAreMet()
    {
        var gradient = new RowGradient(tableRows: 4, width: 2);
        Add(gradient);
        Assert.Equal([3, 1], gradient.Rows.ToArray());
        Assert.Equal([6, 8, 3, 4], gradient.Values.ToArray());
        gradient.Clear();
        Assert.Equal(0, gradient.Count);
    }

    [Fact]
    public void WhereAllCountAsMetTheyStandAsInTheTable()
    {
        var gradient = new RowGradient(tableRows: 4, width: 2);
        gradient.MeetAll();
        Add(gradient);
        gradient[0][1] = 9;
        Assert.Equal([0, 1, 2, 3], gradient.Rows.ToArray());
        Assert.Equal([0, 9, 3, 4, 0, 0, 6, 8], gradient.Values.ToArray());
        gradient.Clear();
        Assert.Equal(new float[8], gradient.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(1000)]
    public void ManyRowsStandAsTheyDoOneByOne(int tableRows)
    {
        var (many, single) = (new RowGradient(tableRows, width: 3), new RowGradient(tableRows, width: 3));
        for (int step = 0; step < 3; step++)
        {
            foreach (int count in new[] { 1, 2, 64, 65, 700 })
            {
                int[] rows = [.. Enumerable.Range(0, count).Select(i => ((i * i) + step) % tableRows)];
                float[] values = [.. Enumerable.Range(0, count * 3).Select(i => (float)i)];
                many.Add(rows, MatrixView.Of(values, count, 3), MatrixKernels.Best);
                for (int i = 0; i < count; i++)
                {
                    for (int d = 0; d < 3; d++) single[rows[i]][d] += values[(i * 3) + d];
                }
            }

            Assert.Equal(single.Rows.ToArray(), many.Rows.ToArray());
            Assert.Equal(single.Values.ToArray(), many.Values.ToArray());
            many.Clear();
            single.Clear();
            Assert.Equal(0, many.Count);
        }
    }

    [Fact]
    public void ARowThatIsNotThereIsRefusedAndTheOthersAreForgottenAsEver()
    {
        var gradient = new RowGradient(tableRows: 4, width: 2);
        Assert.Throws<IndexOutOfRangeException>(() => gradient.Add([2, 4], MatrixView.Of(new float[4], 2, 2), MatrixKernels.Best));
        gradient.Clear();
        Add(gradient);
        Assert.Equal([3, 1], gradient.Rows.ToArray());
    }

    private static void Add(RowGradient gradient) => gradient.Add([3, 1, 3], MatrixView.Of(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2), MatrixKernels.Best);
}
