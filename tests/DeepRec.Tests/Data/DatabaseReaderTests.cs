using Microsoft.Data.Sqlite;

namespace DeepRec.Tests.Data;

public sealed class DatabaseReaderTests : IDisposable
{
    private static readonly FeatureSchema Schema = new(
    [
        Feature.User("UserId"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at"), Feature.Categories("genres"), Feature.Number("price"),
    ]);

    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public DatabaseReaderTests()
    {
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE ratings (user_id INTEGER, item TEXT, rating REAL, at TEXT, genres TEXT, price NUMERIC, note BLOB);
            INSERT INTO ratings VALUES (7, '苹果', 4.5, '2024-05-01 10:00:00', 'a|b', 3, x'00'), (8, 'pear', 2, NULL, NULL, NULL, x'01'), (7, NULL, NULL, '2024-05-02', '', '1.25', NULL);
            """;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void ColumnsAreFoundByNameAndNullsAreMissing()
    {
        using var reader = Query("SELECT * FROM ratings");
        var rows = Dataset.FromReader(reader, Schema);

        Assert.Equal(["7", "8"], rows.Column<CategoryColumn>("UserId").Values);
        Assert.Equal([0, 1, 0], rows.Column<CategoryColumn>("UserId").Codes.ToArray());
        Assert.Equal(["苹果", "pear", null], Texts(rows["item"]));
        Assert.Equal(["4.5", "2", null], Texts(rows["rating"]));
        Assert.Equal(["2024-05-01T10:00:00Z", null, "2024-05-02T00:00:00Z"], Texts(rows["at"]));
        Assert.Equal(["a|b", null, null], Texts(rows["genres"]));
        Assert.Equal(["3", null, "1.25"], Texts(rows["price"]));
    }

    [Fact]
    public async Task TheAsynchronousWayReadsTheSame()
    {
        await using var reader = Query("SELECT * FROM ratings");
        var rows = await Dataset.FromReaderAsync(reader, Schema, TestContext.Current.CancellationToken);

        Assert.Equal(3, rows.Count);
        Assert.Equal(["苹果", "pear", null], Texts(rows["item"]));
    }

    [Fact]
    public async Task ACancelledReadEnds()
    {
        await using var reader = Query("SELECT * FROM ratings");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dataset.FromReaderAsync<Row>(reader, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void RowTypesBringIdsIntoTheirOwnForm()
    {
        using var reader = Query("SELECT '0' || user_id AS userid, 1 AS level FROM ratings");
        var rows = Dataset.FromReader<Row>(reader);

        Assert.Equal(["7", "8"], rows.Column<CategoryColumn>("UserId").Values);
        Assert.Equal("High", rows["Level"].TextAt(0));
    }

    [Fact]
    public void AnErrorNamesColumnRowAndValue()
    {
        using var text = Query("SELECT user_id, 'cheap' AS price FROM ratings");
        var wrong = Assert.Throws<DatasetException>(() => Dataset.FromReader(text, new FeatureSchema([Feature.User("user_id"), Feature.Number("price")])));
        Assert.Equal(("price", 1L, "cheap"), (wrong.Column, wrong.Row, wrong.Value));

        using var bytes = Query("SELECT note FROM ratings");
        Assert.Throws<DatasetException>(() => Dataset.FromReader(bytes, new FeatureSchema([Feature.Category("note")])));

        using var absent = Query("SELECT item FROM ratings");
        Assert.Contains("The query has no column 'price'. Its columns: 'item'.",
            Assert.Throws<DatasetException>(() => Dataset.FromReader(absent, new FeatureSchema([Feature.Number("price")]))).Message);
    }

    private static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.TextAt)];

    private SqliteDataReader Query(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql; // its disposal would close the reader
        return command.ExecuteReader();
    }

    private enum Level { Low, High }

    private sealed record Row([User] int UserId, [Categorical] Level Level);
}
