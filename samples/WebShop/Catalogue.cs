using System.Globalization;
using DeepRec;
using DeepRec.Testing;

namespace WebShop;

/// <summary>What there is to buy, and who was here: a generated shop.</summary>
public sealed class Catalogue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public Catalogue()
    {
        Shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 800, Items = 200, Ratings = 40_000 });
        Items = [.. Shop.Items.Select(item => new Product(item.ItemId, $"{char.ToUpper(item.Category[0], Invariant)}{item.Category[1..]} {item.ItemId[1..]}", item.Category, item.Brand, item.Price))];
        Visitors = [.. Shop.Users.Take(8).Select(user => new Visitor(user.UserId, $"{user.Gender}, {user.Age}, {user.Region}"))];
    }

    public GeneratedShop Shop { get; }

    public IReadOnlyList<Product> Items { get; }

    public IReadOnlyList<Visitor> Visitors { get; }

    /// <summary>What was liked: a rating of 0.7 or more, with what is known of user and item.</summary>
    public Dataset Likes() => Dataset.Join(Dataset.From(Shop.Ratings.Where(rating => rating.Value >= 0.7f)), Dataset.From(Shop.Users), Dataset.From(Shop.Items));
}

/// <summary>Something to buy.</summary>
public sealed record Product(string Id, string Name, string Category, string? Brand, float? Price);

/// <summary>Somebody who has an account.</summary>
public sealed record Visitor(string Id, string About);
