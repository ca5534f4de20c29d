using System.Text;

namespace DeepRec.Tests.Data;

public sealed class VectorColumnTests
{
    private sealed record Post([property: Item] string Id, [property: Vector] float[]? Picture, [property: Vector(Width = 2)] ReadOnlyMemory<float>? Sound, [property: Vector] double[]? Meaning);

    private sealed record Written([property: Vector(Separator = ';')] string? Text);

    private sealed record Wrong([property: Vector] int Number);

    [Fact]
    public void ArraysAndMemoryOfARowBecomeVectorsAndEachDistinctOneIsKeptOnce()
    {
        var rows = Dataset.From([
            new Post("a", [1, 2, 3], new float[] { 0, 1 }, [0.5]), new Post("b", null, null, []), new Post("c", [1, 2, 3], new float[] { 1, 0 }, [0.25]), new Post("d", [3, 2, 1], default(ReadOnlyMemory<float>), null)]);

        var picture = rows.Column<VectorColumn>("Picture");
        Assert.Equal([0, -1, 0, 1], picture.Codes.ToArray());
        Assert.Equal([1, 2, 3, /**/ 3, 2, 1], picture.Values.ToArray());
        Assert.Equal((3, 2, 1), (picture.Width, picture.VectorCount, picture.MissingCount));
        Assert.Equal([0, -1, 1, -1], rows.Column<VectorColumn>("Sound").Codes.ToArray());
        Assert.Equal([0.5f, 0.25f], rows.Column<VectorColumn>("Meaning").Values.ToArray());
        Assert.Equal([3, 2, 1], rows.Schema.Where(f => f.Kind == FeatureKind.Vector).Select(f => f.Width!.Value));
        Assert.Equal(["1 2 3", null], new[] { picture.TextAt(0), picture.TextAt(1) });
    }

    [Theory]
    [InlineData("1;2;-3e1")]
    [InlineData(" 1 ; 2 ; -30 ")]
    [InlineData("[1, 2, -30]")]
    [InlineData("[1,2,-30.0]")]
    public void TextIsNumbersWithASeparatorOrAJsonArray(string text) =>
        Assert.Equal([1, 2, -30], Dataset.From([new Written(text), new Written(""), new Written("[]")]).Column<VectorColumn>("Text").VectorOf(0).ToArray());

    [Fact]
    public void ACsvFileHoldsVectorsInEitherForm()
    {
        var schema = new FeatureSchema([Feature.Item("Id"), Feature.Vector("V") with { Separator = ' ' }]);
        var rows = Read("Id,V\na,0.5  1\nb,\n\"c\",\"[2, 3]\"\n", schema);

        Assert.Equal([0, -1, 1], rows.Column<VectorColumn>("V").Codes.ToArray());
        Assert.Equal([0.5f, 1, 2, 3], rows.Column<VectorColumn>("V").Values.ToArray());
    }

    [Fact]
    public void AWrongLengthNamesColumnRowLengthsAndCure()
    {
        var schema = new FeatureSchema([Feature.Item("Id"), Feature.Vector("V")]);

        var error = Assert.Throws<DatasetException>(() => Read("Id,V\na,1|2|3\nb,4|5\n", schema));

        Assert.Equal(
            "Column 'V', row 2: '4|5' is not a vector of 3 finite numbers, as many as the first row with a vector has: it has 2. "
            + "Give the row 3 numbers separated by '|' (Separator states another character) or as a JSON array, leave it blank where there is no vector, or state the right width with Feature.Vector.",
            error.Message);
        Assert.Equal(("V", 2L), (error.Column, error.Row));
    }

    [Fact]
    public void AStatedWidthHoldsFromTheFirstRow()
    {
        var error = Assert.Throws<DatasetException>(() => Dataset.From([new Post("a", [1, float.NaN], null, null)]));
        Assert.Contains("row 1: '1 NaN' is not a vector of finite numbers: number 2 is NaN", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DatasetException>(() => Dataset.From([new Post("a", null, new float[] { 1, 2, 3 }, null)]));
        Assert.Contains("Column 'Sound', row 1: '1 2 3' is not a vector of 2 finite numbers: it has 3.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DatasetException>(() => Dataset.From([new Written("1;x")]));
        Assert.Contains("'x' is no number. Separate numbers by ';'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Int32, which cannot be a Vector", Assert.Throws<ArgumentException>(() => Dataset.From([new Wrong(1)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SelectedAndJoinedRowsShareTheVectors()
    {
        var items = Dataset.From([new Post("a", [1, 2, 3], null, null), new Post("b", [4, 5, 6], null, null), new Post("c", null, null, null)]).Without("Sound").Without("Meaning");
        var visits = new Dataset(new FeatureSchema([Feature.Item("Item")]), [new CategoryColumn([0, 1, 0, 2, 3, 0], ["a", "b", "c", "x"])]);

        var joined = Dataset.Join(visits, items: items).Column<VectorColumn>("Picture");

        Assert.Equal([0, 1, 0, -1, -1, 0], joined.Codes.ToArray());
        Assert.Equal(2, joined.VectorCount);
        Assert.True(joined.Select([5, 0]) is VectorColumn { VectorCount: 2 } some && some.Values == joined.Values, "the memory is the same");
    }

    [Fact]
    public void AppendedColumnsKeepEachVectorOnceAndRefuseAnotherWidth()
    {
        var one = new VectorColumn([0, -1], [1, 2], 2);
        var both = (VectorColumn)one.Append([new VectorColumn([1, 0], [1, 2, 3, 4], 2), new VectorColumn([-1], [], 0)]);

        Assert.Equal([0, -1, 1, 0, -1], both.Codes.ToArray());
        Assert.Equal([1, 2, 3, 4], both.Values.ToArray());
        Assert.Contains("Vectors of 3 numbers and of 2", Assert.Throws<ArgumentException>(() => one.Append([new VectorColumn([0], [1, 2, 3], 3)])).Message, StringComparison.Ordinal);
        Assert.Equal(2, ((VectorColumn)new VectorColumn([-1], [], 0).Append([one])).Width);
    }

    [Fact]
    public void WhatNoRowUsesIsLeftOutOfAFile()
    {
        var rows = Encoded.Rows((Feature.Vector("V", 2), new VectorColumn([0, 1, 2, -1], [1, 2, 3, 4, 5, 6], 2))).Select([2, 3, 2]);
        using var stream = new MemoryStream();
        DatasetArchive.Write(stream, rows);

        var read = DatasetArchive.Read(stream.ToArray());

        Assert.Equal(rows.Schema, read.Schema);
        Assert.Equal([5, 6], read.Column<VectorColumn>("V").Values.ToArray());
        Assert.Equal([0, -1, 0], read.Column<VectorColumn>("V").Codes.ToArray());
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new float[] { 1, 2, 3, 4 }, 2)]
    [InlineData(new[] { -2 }, new float[] { 1, 2 }, 2)]
    [InlineData(new[] { 0 }, new float[] { 1, 2, 3 }, 2)]
    [InlineData(new[] { 0 }, new float[] { 1, float.PositiveInfinity }, 2)]
    [InlineData(new[] { -1 }, new float[] { 1 }, 0)]
    public void ArraysThatDoNotFitAreRefused(int[] codes, float[] values, int width) => Assert.Throws<ArgumentException>(() => new VectorColumn(codes, values, width));

    [Fact]
    public void WhetherItBelongsToTheItemIsFoundOut()
    {
        var rows = Encoded.Rows(
            (Feature.Item("Item"), new CategoryColumn([0, 1, 0], ["a", "b"])), (Feature.Vector("V"), new VectorColumn([0, 1, 0], [1, 2], 1)), (Feature.Vector("W"), new VectorColumn([0, 1, 1], [1, 2], 1)));

        Assert.Equal([FeatureRole.Item, FeatureRole.ItemFeature, FeatureRole.Context], FeatureRoles.Resolve(rows).Schema.Select(f => f.Role));
    }

    private static Dataset Read(string csv, FeatureSchema schema)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return Dataset.FromCsv(stream, schema);
    }
}
