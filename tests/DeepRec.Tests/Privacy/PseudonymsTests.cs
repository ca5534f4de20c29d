using System.Text;

namespace DeepRec.Tests.Privacy;

public sealed class PseudonymsTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)(7 * i))];

    // RFC 4231, test case 6: the key is 131 times 0xaa; the hash begins 60e431591ee0b67f0d8a26aacbf5b77f.
    [Fact]
    public void APseudonymIsTheHashOfTheStandardsTestCase()
    {
        byte[] key = new byte[131];
        Array.Fill(key, (byte)0xaa);
        string expected = Convert.ToBase64String(Convert.FromHexString("60e431591ee0b67f0d8a26aacbf5b77f")).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Equal(expected, new Pseudonyms(key).Of("Test Using Larger Than Block-Size Key - Hash Key First"));
    }

    [Fact]
    public void TheSameIdHasTheSameNameUnderAKeyAndAnotherUnderAnother()
    {
        Assert.Equal(new Pseudonyms(Key).Of("u1"), new Pseudonyms(Key).Of("u1"));
        Assert.NotEqual(new Pseudonyms(Key).Of("u1"), new Pseudonyms(Key).Of("u2"));
        Assert.NotEqual(new Pseudonyms(Key).Of("u1"), new Pseudonyms(Pseudonyms.NewKey()).Of("u1"));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", new Pseudonyms(Key).Of("u1"));
    }

    [Fact]
    public void AShortKeyIsRefused() => Assert.Contains("15 bytes", Assert.Throws<ArgumentException>(() => new Pseudonyms(new byte[15])).Message, StringComparison.Ordinal);

    [Fact]
    public void ABundleHoldsNeitherIdsNorTheKey()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "pseudonymous.deeprec");
        var raw = new Pseudonyms(Pseudonyms.NewKey()).Replace(shop.Train.Rows, "UserId"); // ids so long that no bytes hold one by chance
        string[] ids = [.. raw.Column<CategoryColumn>("UserId").Values];
        var pseudonyms = new Pseudonyms(Key);
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(pseudonyms.Replace(raw, "UserId")), SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });
        recommender.Save(path);

        byte[] bytes = File.ReadAllBytes(path); // parts are stored, not compressed
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(pseudonyms.Of(ids[0]))) > 0);
        Assert.DoesNotContain(ids, id => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(id)) >= 0);
        Assert.True(bytes.AsSpan().IndexOf(Key) < 0);
        Assert.Equal(shop.Recommender.UserCount, recommender.UserCount);
        Assert.NotEmpty(recommender.Recommend(pseudonyms.Of(ids[0])));
    }

    [Fact]
    public void MissingIdsStayMissing()
    {
        var rows = new Dataset(new FeatureSchema([Feature.User("u")]), [new CategoryColumn([0, -1, 1, 0], ["a", "b", "not in a row"])]);
        var named = new Pseudonyms(Key).Replace(rows, "u");
        Assert.Equal([new Pseudonyms(Key).Of("a"), null, new Pseudonyms(Key).Of("b"), new Pseudonyms(Key).Of("a")], Enumerable.Range(0, 4).Select(named["u"].TextAt));
        Assert.DoesNotContain("not in a row", named.Column<CategoryColumn>("u").Values);
    }
}
