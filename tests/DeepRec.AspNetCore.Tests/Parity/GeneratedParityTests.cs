using DeepRec.Testing;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Rows of a generated shop, rated with one star to five.</summary>
public sealed class GeneratedParityTests : ParityTests
{
    private static readonly Lazy<ParityRows> Shop = new(() =>
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 50, Ratings = 1000 });
        return new ParityRows(
            new TrainingSet(Dataset.From(shop.Rows.Select(row => row with { Value = MathF.Round(4 * row.Value) + 1 }))), [.. new[] { 0, 1, 20, 59 }.Select(user => shop.Users[user].UserId)], [.. new[] { 0, 1, 20, 49 }.Select(item => shop.Items[item].ItemId)],
            new Dictionary<string, object?> { ["Device"] = "phone", ["Age"] = 31.0, ["Region"] = "unheard-of" });
    });

    protected override ParityRows Rows => Shop.Value;
}
