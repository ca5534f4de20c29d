using System.Globalization;

namespace DeepRec.Tests.Evaluation;

public sealed class ShillingTests
{
    private static readonly Dataset Ratings = Rows();

    [Theory]
    [InlineData(ShillingKind.Random)]
    [InlineData(ShillingKind.Average)]
    [InlineData(ShillingKind.Bandwagon)]
    [InlineData(ShillingKind.LoveHate)]
    public void ProfilesRateTheTargetAndFillers(ShillingKind kind)
    {
        var attack = ShillingAttack.Plant(Ratings, new ShillingOptions { Kind = kind, Target = "i3", AttackSize = 0.1, FillerSize = 0.1, PopularSize = 0.05 });

        Assert.Equal("i3", attack.Target);
        Assert.Equal(["shill-1", "shill-2", "shill-3", "shill-4", "shill-5", "shill-6"], attack.Profiles); // a tenth of 60
        var added = attack.Rows.Select([.. Enumerable.Range(Ratings.Count, attack.Rows.Count - Ratings.Count)]);
        int popular = kind == ShillingKind.Bandwagon ? 2 : 0; // a twentieth of 40
        Assert.Equal(6 * (1 + 4 + popular), added.Count);
        foreach (var profile in Enumerable.Range(0, added.Count).GroupBy(row => added["User"].TextAt(row)))
        {
            var items = profile.ToDictionary(row => added["Item"].TextAt(row)!, row => added.Column<NumberColumn>("Stars").Values[row]);
            Assert.Equal(5, items["i3"]);
            if (kind == ShillingKind.Bandwagon) Assert.Equal((5f, 5f), (items["i0"], items["i1"]));
            if (kind == ShillingKind.LoveHate) Assert.All(items.Where(item => item.Key != "i3"), item => Assert.Equal(1, item.Value));
            Assert.All(items.Values, rating => Assert.Contains(rating, new float[] { 1, 2, 3, 4, 5 }));
            Assert.All(profile, row => Assert.Equal(added["Item"].TextAt(row) == "i3" ? "odd" : (int.Parse(added["Item"].TextAt(row).AsSpan(1), CultureInfo.InvariantCulture) % 2 == 0 ? "even" : "odd"), added["Kind"].TextAt(row)));
            Assert.All(profile, row => Assert.True(added["Town"].IsMissing(row)));
        }
    }

    [Fact]
    public void AnItemCanBeSunk()
    {
        var attack = ShillingAttack.Plant(Ratings, new ShillingOptions { Kind = ShillingKind.LoveHate, Push = false, Target = "i3" });

        Assert.Equal([1f, 5, 5], attack.Rows.Column<NumberColumn>("Stars").Values[Ratings.Count..(Ratings.Count + 3)].ToArray()); // the target first
    }

    [Fact]
    public void AverageFillersLieAroundTheirItem()
    {
        // Every rating of an item is the same: there is no spread to draw from.
        var flat = Dataset.From(Enumerable.Range(0, 200).Select(i => new Rating($"u{i % 20}", $"i{i % 10}", (i % 5) + 1, "x", "y")));

        var attack = ShillingAttack.Plant(flat, new ShillingOptions { Kind = ShillingKind.Average, Target = "i0", FillerSize = 1 });

        for (int row = flat.Count; row < attack.Rows.Count; row++)
        {
            string item = attack.Rows["Item"].TextAt(row)!;
            Assert.Equal(item == "i0" ? 5 : (int.Parse(item.AsSpan(1), CultureInfo.InvariantCulture) % 5) + 1, attack.Rows.Column<NumberColumn>("Stars").Values[row]);
        }
    }

    [Fact]
    public void TheSameSeedPlantsTheSameAndNamesAreFree()
    {
        Assert.Equal(ShillingAttack.Plant(Ratings).Target, ShillingAttack.Plant(Ratings).Target);
        var twice = ShillingAttack.Plant(ShillingAttack.Plant(Ratings).Rows);
        Assert.Equal("shill--1", twice.Profiles[0]);
    }

    [Fact]
    public void TheDetectorFindsWhatIsPlantedHere()
    {
        var attack = ShillingAttack.Plant(Ratings, new ShillingOptions { Target = "i37", AttackSize = 0.2, FillerSize = 0.2 });

        var finding = new ShillingDetection { MinimumExcess = 4 }.Find(attack.Rows)[0]; // few users: √(3 · 12) at most

        Assert.Equal(("i37", true), (finding.Target, finding.Push));
        Assert.InRange(finding.Profiles.Count(attack.Profiles.Contains), 10, 12); // of twelve
        Assert.All(finding.Profiles, profile => Assert.Contains(profile, attack.Profiles));
    }

    [Fact]
    public void TheExcessIsThatWorkedByHand()
    {
        // Four users of an item that four met are no candidates; of the other four, three gave t the highest rating: 3 where 4 · 3/8 were to be expected, with a spread of √(4 · 3/8 · 5/8).
        Rating Of(string user, string item, float stars) => new(user, item, stars, "x", "y");
        var rows = Dataset.From([Of("a", "p", 3), Of("b", "p", 3), Of("c", "p", 3), Of("d", "p", 3), Of("e", "t", 5), Of("f", "t", 5), Of("g", "t", 5), Of("h", "o", 1)]);

        var finding = new ShillingDetection { CandidateShare = 0.5, MinimumExcess = 1.5 }.Find(rows)[0];

        Assert.Equal(("t", true), (finding.Target, finding.Push));
        Assert.Equal(["e", "f", "g"], finding.Profiles);
        Assert.Equal(1.5 / Math.Sqrt(15 / 16.0), finding.Excess, 1e-12);
    }

    [Fact]
    public void WithoutAnAttackNothingIsFound()
    {
        Assert.Empty(new ShillingDetection().Find(Ratings));
        Assert.Empty(new ShillingDetection().Find(Dataset.From([new Rating("u", "i", 3, "a", "b")])));
    }

    [Fact]
    public void UnfitRowsAndSettingsAreNamed()
    {
        Assert.Contains("need columns of user, item and label", Assert.Throws<ArgumentException>(() => new ShillingDetection().Find(Ratings.Without("Stars"))).Message, StringComparison.Ordinal);
        Assert.Contains("no row with", Assert.Throws<ArgumentException>(() => ShillingAttack.Plant(Ratings.Select([]))).Message, StringComparison.Ordinal);
        Assert.Contains("two items", Assert.Throws<ArgumentException>(() => ShillingAttack.Plant(Ratings.Select([0]))).Message, StringComparison.Ordinal);
        Assert.Contains("The target 'none' is none", Assert.Throws<ArgumentException>(() => ShillingAttack.Plant(Ratings, new ShillingOptions { Target = "none" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShillingOptions { AttackSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShillingOptions { FillerSize = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShillingOptions { PopularSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShillingDetection { CandidateShare = 0.6 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShillingDetection { MinimumExcess = double.NaN });
    }

    // Item k is rated by every user whose draw reaches it: the first ones by most.
    private static Dataset Rows()
    {
        var random = new SeededRandom(5);
        var rows = new List<Rating>();
        for (int user = 0; user < 60; user++)
        {
            for (int item = 0; item < 40; item++)
            {
                if (item > 2 && random.NextDouble() > 4.0 / (item + 4)) continue;
                rows.Add(new Rating($"u{user}", $"i{item}", 1 + random.NextInt(5), item % 2 == 0 ? "even" : "odd", "north"));
            }
        }

        return Dataset.From(rows);
    }

    private sealed record Rating([User] string User, [Item] string Item, [Label] float Stars, [Categorical(About = FeatureRole.ItemFeature)] string Kind, [Categorical(About = FeatureRole.UserFeature)] string Town);
}
