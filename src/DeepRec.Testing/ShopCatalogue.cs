using System.Globalization;

namespace DeepRec.Testing;

/// <summary>The words of the generated shop and the groups that tastes go by.</summary>
internal static class ShopCatalogue
{
    public const int AgeBands = 6;
    public const int PriceBands = 4;
    public const double MedianPrice = 30;
    public const double LogPriceDeviation = 0.8;

    public static string[] Genders { get; } = ["female", "male", "other"];

    public static string[] Regions { get; } = ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];

    public static string[] Categories { get; } = ["books", "clothing", "electronics", "food", "garden", "home", "music", "sports", "tools", "toys"];

    public static string[] Brands { get; } = [.. Enumerable.Range(1, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"brand-{i:00}"))];

    public static string[] Devices { get; } = ["phone", "tablet", "desktop"];

    public static int GenderOf(ShopUser user) => Array.IndexOf(Genders, user.Gender);

    public static int AgeBandOf(ShopUser user) => AgeBandOf(user.Age!.Value);

    public static int RegionOf(ShopUser user) => Array.IndexOf(Regions, user.Region);

    public static int CategoryOf(ShopItem item) => Array.IndexOf(Categories, item.Category);

    /// <summary>The quarter of the price distribution.</summary>
    public static int PriceBandOf(ShopItem item) => item.Price switch
    {
        < 17.5f => 0,
        < 30f => 1,
        < 51.5f => 2,
        _ => 3,
    };

    private static int AgeBandOf(int age) => age switch
    {
        < 25 => 0,
        < 35 => 1,
        < 45 => 2,
        < 55 => 3,
        < 65 => 4,
        _ => 5,
    };
}
