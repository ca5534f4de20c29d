namespace DeepRec.Tests.Privacy;

public sealed class PrivateBundleTests(SmallShop shop) : IClassFixture<SmallShop>
{
    [Fact]
    public void WhatWasSpentStandsInTheBundle()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "private.deeprec");
        using var trained = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with
        {
            Trainer = SmallShop.Quick.Trainer with { Privacy = new PrivacyOptions { Epsilon = 2, Delta = 1e-5 } },
        });

        trained.Save(path);
        using var loaded = Recommender.Load<string, string>(path);

        Assert.Equal(trained.Report!.Privacy, loaded.Privacy);
        Assert.Equal((PrivacyUnit.User, true), (loaded.Privacy!.Unit, loaded.Privacy.CryptographicNoise));
        Assert.InRange(loaded.Privacy.Epsilon, 1.99, 2);
    }

    [Fact]
    public void WithoutPrivacyTheBundleSaysNothingOfIt()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "plain.deeprec");
        shop.Recommender.Save(path);
        using var loaded = Recommender.Load<string, string>(path);
        Assert.Null(loaded.Privacy);
        Assert.DoesNotContain("privacy", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.OrdinalIgnoreCase);
    }
}
