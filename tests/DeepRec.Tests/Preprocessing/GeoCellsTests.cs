using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class GeoCellsTests
{
    private static Dataset Places(params (float Latitude, float Longitude)[] places) => Rows.Of(
        (Feature.Number("lat", FeatureRole.Context), new NumberColumn([.. places.Select(p => p.Latitude)])),
        (Feature.Number("lon", FeatureRole.Context), new NumberColumn([.. places.Select(p => p.Longitude)])));

    // Cells by interleaving the two coordinates as whole numbers, which is another way than halving.
    [Theory]
    [InlineData(57.64911, 10.40744, "u4pruydq")]
    [InlineData(42.605, -5.603, "ezs42s00")]
    [InlineData(-25.382708, -49.265506, "6gkzwgjz")]
    [InlineData(37.8324, 112.5584, "ww8p1r4t")]
    [InlineData(52.52, 13.405, "u33dc0cp")]
    [InlineData(-33.8688, 151.2093, "r3gx2f77")]
    [InlineData(40.7128, -74.006, "dr5regw3")]
    [InlineData(90, 180, "zzzzzzzz")]
    [InlineData(-90, -180, "00000000")]
    [InlineData(0, 0, "s0000000")]
    [InlineData(0, -0.0001, "ebpbpbpb")]
    public void CellsAreThoseOfTheGeohash(double latitude, double longitude, string cell) =>
        Assert.All(Enumerable.Range(1, 8), precision => Assert.Equal(cell[..precision], Geohash.Of(latitude, longitude, precision)));

    [Fact]
    public void EachPrecisionIsACategoryOfThePlacesRole()
    {
        var rows = Rows.Fit(new GeoCells("lat", "lon") { Precisions = [1, 4] }, Places((52.52f, 13.405f), (52.53f, 13.41f), (48.14f, 11.58f))).Transform(Places((52.52f, 13.405f), (48.14f, 11.58f)));
        Assert.Equal(["lat.geo1", "lat.geo4"], rows.Schema.Select(f => f.Name));
        Assert.Equal(["u", "u"], Rows.TextsOf(rows, "lat.geo1"));
        Assert.Equal(["u33d", "u281"], Rows.TextsOf(rows, "lat.geo4"));
        Assert.Equal((FeatureKind.Category, FeatureRole.Context), (rows.Schema["lat.geo4"].Kind, rows.Schema["lat.geo4"].Role));
    }

    [Fact]
    public void TheDegreesStayIfAskedTo()
    {
        var rows = Places((52.52f, 13.405f), (Rows.Missing, 200));
        var kept = Rows.Fit(new GeoCells("lat", "lon") { Precisions = [1], KeepCoordinates = true }, rows).Transform(rows);
        Assert.Equal(["lat", "lon", "lat.geo1"], kept.Schema.Select(f => f.Name));
        Assert.Equal([52.52f, Rows.Missing], Rows.NumbersOf(kept, "lat"));
    }

    [Fact]
    public void WhatIsNoPlaceIsMissingAndCounted()
    {
        var rows = Places((Rows.Missing, 13), (52, Rows.Missing), (90.1f, 0), (0, -180.5f), (0, 0), (0, 1), (-90, 180));
        var fitted = Assert.IsType<FittedGeoCells>(Rows.Fit(new GeoCells("lat", "lon") { Precisions = [2] }, rows));
        Assert.Equal((2, 3), (fitted.MissingRows, fitted.InvalidRows));
        Assert.Equal([null, null, null, null, null, "s0", "pb"], Rows.TextsOf(fitted.Transform(rows), "lat.geo2"));

        var withZero = Assert.IsType<FittedGeoCells>(Rows.Fit(new GeoCells("lat", "lon") { Precisions = [2], ZeroIsMissing = false }, rows));
        Assert.Equal((2, 2), (withZero.MissingRows, withZero.InvalidRows));
        Assert.Equal("s0", withZero.Transform(rows)["lat.geo2"].TextAt(4));
    }

    [Fact]
    public void AMissingPlaceHasTheMissingIdAfterAVocabularyAndANewOneSharesItsCoarserCell()
    {
        var pipeline = new PreprocessingPipeline { new GeoCells("lat", "lon") { Precisions = [2, 6] }, new CategoryVocabulary("lat.geo2"), new CategoryVocabulary("lat.geo6") };
        var fitted = pipeline.Fit(new TrainingSet(Places((52.52f, 13.405f), (48.14f, 11.58f))));
        var rows = fitted.Transform(Places((52.40f, 13.06f), (0, 0)));
        int known = Rows.IdsOf(fitted.Transform(Places((52.52f, 13.405f))), "lat.geo2")[0];
        Assert.Equal([known, Vocabulary.MissingId], Rows.IdsOf(rows, "lat.geo2"));
        Assert.Equal([Vocabulary.FirstBucket, Vocabulary.MissingId], Rows.IdsOf(rows, "lat.geo6"));
    }

    [Fact]
    public void WhatIsNoPrecisionOrNoPairOfColumnsIsRefused()
    {
        static void Refused(string message, Action make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Refused("Precisions are 1 … 8 characters, rising; these are 0.", () => _ = new GeoCells("lat", "lon") { Precisions = [0] });
        Refused("Precisions are 1 … 8 characters, rising; these are 3, 9.", () => _ = new GeoCells("lat", "lon") { Precisions = [3, 9] });
        Refused("Precisions are 1 … 8 characters, rising; these are 4, 4.", () => _ = new GeoCells("lat", "lon") { Precisions = [4, 4] });
        Refused("Precisions are 1 … 8 characters, rising; these are .", () => _ = new GeoCells("lat", "lon") { Precisions = [] });
        Assert.Throws<ArgumentNullException>("precisions", () => new GeoCells("lat", "lon") { Precisions = null! });
        var mixed = Rows.Of((Feature.Number("lat", FeatureRole.UserFeature), new NumberColumn([1])), (Feature.Number("lon", FeatureRole.Context), new NumberColumn([1])));
        Refused("'lat' is a UserFeature and 'lon' a Context: one place has one role.", () => Rows.Fit(new GeoCells("lat", "lon"), mixed));
        Refused("There is no column 'east'.", () => Rows.Fit(new GeoCells("lat", "east"), Places((1, 1))));
    }
}
