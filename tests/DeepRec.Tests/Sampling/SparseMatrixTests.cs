namespace DeepRec.Tests.Sampling;

public sealed class SparseMatrixTests
{
    [Fact]
    public void AUsersItemsAreOnesHoweverOftenTheyWereMet()
    {
        var matrix = SparseMatrix.Of(new Interactions([0, 3, 3, 5], [2, 0, 2, 1, 0], itemCount: 4));

        Assert.Equal([0, 2, 2, 4], matrix.Offsets);
        Assert.Equal([0, 2, 0, 1], matrix.Columns);
        Assert.Equal([1f, 1, 1, 1], matrix.Values);
        Assert.Equal((3, 4), (matrix.RowCount, matrix.ColumnCount));
    }

    [Fact]
    public void ATransposeIsTheMatrixByColumnsAndItsOwnIsTheMatrix()
    {
        var matrix = new SparseMatrix([0, 2, 2, 4], [0, 2, 0, 1], [1, 2, 3, 4], 4);

        var transposed = matrix.Transpose();

        Assert.Equal([0, 2, 3, 4, 4], transposed.Offsets);
        Assert.Equal([0, 2, 2, 0], transposed.Columns);
        Assert.Equal([1f, 3, 4, 2], transposed.Values);
        Assert.Equal(matrix.Columns, transposed.Transpose().Columns);
        Assert.Equal(matrix.Values, transposed.Transpose().Values);
    }

    [Fact]
    public void AProductIsThatWorkedByHand()
    {
        var matrix = new SparseMatrix([0, 2, 2, 3], [0, 2, 1], [1, 2, 3], 3);
        float[] dense = [1, 2, 3, 4, 5, 6], product = [9, 9, 9, 9, 9, 9]; // [3, 2]

        matrix.Multiply(dense, 2, product, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([11f, 14, 0, 0, 9, 12], product);
    }

    [Fact]
    public void SumsBecomeRowsAndOnlyTheLargestAreKept()
    {
        var sums = new SparseRows(5);
        foreach (int column in new[] { 3, 1, 3, 4, 0 }) sums.Add(column, 1);
        sums.EndRow(largest: 2);
        sums.EndRow();
        sums.Add(4, 2);
        sums.EndRow();

        var matrix = sums.ToMatrix();

        Assert.Equal([0, 2, 2, 3], matrix.Offsets);
        Assert.Equal([0, 3, 4], matrix.Columns); // 3 twice, then of the equal ones the first
        Assert.Equal([1f, 2, 2], matrix.Values);
    }
}
