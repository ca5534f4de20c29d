using System.Text.Json;
using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>The whole command on a small file whose reviews tell what the item is worth.</summary>
public sealed class TextRunTests : IDisposable
{
    private const int Items = 40, Users = 30, PerItem = 10;
    private readonly TemporaryFolder _folder = new();
    private readonly Review[] _reviews;

    public TextRunTests()
    {
        _reviews =
        [
            .. from item in Enumerable.Range(0, Items)
               from place in Enumerable.Range(0, PerItem)
               let user = ((item * 7) + (place * 3)) % Users
               select new Review($"u{user}", $"i{item}", 1 + (4 * (item % 2)), $"by u{user} on i{item}", item % 2 == 0 ? "awful noise, it broke" : "great tone, a joy"),
        ];
        File.WriteAllLines(_folder.File("Small.json"), _reviews.Select(review => JsonSerializer.Serialize(review)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NoRowSeesItsOwnReview()
    {
        var protocol = TextProtocol.Of(_reviews, 42, validation: false).Single();

        Assert.Equal((8, 320, 40), (protocol.Items, protocol.Train.Count, protocol.Test.Count));
        foreach (var part in new[] { protocol.Train, protocol.Test })
        {
            for (int row = 0; row < part.Count; row++)
            {
                string text = part["text"].TextAt(row)!;
                Assert.DoesNotContain($"by {part["user"].TextAt(row)} on ", text, StringComparison.Ordinal);
                Assert.Equal(PerItem / 2, text.Split($" on {part["item"].TextAt(row)}\n").Length - 1);
            }
        }

        Assert.Empty(Ids(protocol.Train).Intersect(Ids(protocol.Test)));
    }

    [Fact]
    public void ValidationLeavesTheTestItemsOut()
    {
        string[] test = Ids(TextProtocol.Of(_reviews, 42, validation: false).Single().Test);
        var parts = TextProtocol.Of(_reviews, 42, validation: true);

        Assert.Equal(5, parts.Count);
        Assert.All(parts, part => Assert.Empty(Ids(part.Train).Union(Ids(part.Test)).Intersect(test)));
        Assert.Equal(Items - test.Length, parts.Sum(part => Ids(part.Test).Length));
        Assert.Equal(test, Ids(TextProtocol.Of([.. _reviews.Reverse()], 42, validation: false).Single().Test));
    }

    [Fact]
    public void ResultsStandInTheFileInTheAgreedForm()
    {
        string json = _folder.File("result.txt");

        Assert.Equal(0, TextCommand.Create().Parse(["--data", _folder.File("Small.json"), "--model", "bag", "--json", json]).Invoke());

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(("text", "Small", 40), (root.GetProperty("task").GetString(), root.GetProperty("data").GetString(), root.GetProperty("rows").GetInt32()));
        var models = root.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["none", "bag"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.False(models[0].TryGetProperty("difference", out _));
        double difference = models[1].GetProperty("rmse").GetDouble() - models[0].GetProperty("rmse").GetDouble();
        Assert.Equal(difference, models[1].GetProperty("difference").GetDouble(), 1e-9);
        Assert.InRange(difference, models[1].GetProperty("lower").GetDouble(), models[1].GetProperty("upper").GetDouble());
        Assert.True(models[1].GetProperty("upper").GetDouble() < 0);
    }

    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        Assert.Equal(2, TextCommand.Create().Parse(["--data", _folder.File("none.json")]).Invoke());
        Assert.Equal(2, TextCommand.Create().Parse(["--data", _folder.File("Small.json"), "--model", "magic"]).Invoke());
        File.WriteAllText(_folder.File("odd.json"), "{\"asin\": 3}\n");
        Assert.StartsWith("Line 1 is no review", Assert.Throws<ArgumentException>(() => Review.Read(_folder.File("odd.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADifferenceOfPairsHasAnInterval()
    {
        // Two users, whose errors differ by the same: no drawing of users moves it.
        var same = PairedErrors.Compare(["a", "b"], [4, 4], [1, 1], 1);
        Assert.Equal((-1, -1, -1), (same.Difference, same.Lower, same.Upper));

        var (difference, lower, upper) = PairedErrors.Compare(["a", "a", "b"], [4, 4, 1], [1, 1, 4], 1);
        Assert.Equal(Math.Sqrt(2) - Math.Sqrt(3), difference, 12);
        Assert.Equal((-1, 1), (lower, upper));
    }

    private static string[] Ids(Dataset rows) => [.. Enumerable.Range(0, rows.Count).Select(row => rows["item"].TextAt(row)!).Distinct().Order(StringComparer.Ordinal)];
}
