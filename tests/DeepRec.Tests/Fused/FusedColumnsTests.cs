using DeepRec.Encoders;

namespace DeepRec.Tests.Fused;

public sealed class FusedColumnsTests
{
    [Theory]
    [InlineData(100)] // side by side
    [InlineData(0)] // from the columns
    public void GiveTheIdsAndLabelsOfRows(long mostNumbers)
    {
        IdColumn users = new([3, 1, 2, 0], 4), items = new([0, 5, 5, 9], 10);
        var columns = new FusedColumns([users, items, users], new NumberColumn([1.5f, -2, float.NaN, 4]), mostNumbers);
        columns.Read([3, 0, 0]);
        Assert.Equal([0, 3, 3], columns.Ids(columns.PlaceOf(users)).ToArray());
        Assert.Equal([9, 0, 0], columns.Ids(columns.PlaceOf(items)).ToArray());
        Assert.Equal([4, 1.5f, 1.5f], columns.Labels.ToArray());
        columns.Read([2]);
        Assert.Equal([5], columns.Ids(columns.PlaceOf(items)).ToArray());
        Assert.Equal([float.NaN], columns.Labels.ToArray());
    }
}
