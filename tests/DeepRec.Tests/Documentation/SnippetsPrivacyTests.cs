using DeepRec.Tests.Privacy;

namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class SnippetsPrivacyTests(LongIdShop shop) : IClassFixture<LongIdShop>, IDisposable
{
    private readonly SnippetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSnippetsOfPrivacyRun()
    {
        Recommender<string, string>? trained = null;
        Assert.Matches(@"^epsilon (1\.99|2\.00) at delta 1E-06 of a User: noise \d+\.\d\d over \d+ steps", CapturedConsole.Of(() => trained = SnippetsPrivacy.Train(shop.Train)));
        using (trained) Assert.Equal(trained!.UserCount - 1, SnippetsPrivacy.Forget(trained, shop.Users[0]));
        string[] lines = CapturedConsole.Of(SnippetsPrivacy.Account).TrimEnd().Split(Environment.NewLine);
        Assert.Equal(["2.697, by Renyi divergences 3.321", "1.564"], lines);
        Assert.Equal("22", CapturedConsole.Of(() => SnippetsPrivacy.Name(shop.Train.Rows, Pseudonyms.NewKey())).Trim());
        Assert.InRange(SnippetsPrivacy.Export(shop.Train.Rows).Count, 1, shop.Train.Count);
    }
}
