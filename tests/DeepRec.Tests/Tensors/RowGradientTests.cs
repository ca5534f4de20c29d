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

    private static void Add(RowGradient gradient) => gradient.Add([3, 1, 3], MatrixView.Of(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2), MatrixKernels.Best);
}
