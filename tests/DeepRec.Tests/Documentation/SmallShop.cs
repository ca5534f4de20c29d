using DeepRec.Testing;

namespace DeepRec.Tests.Documentation;

/// <summary>Stands in for the generated shop in snippets: the same, but small.</summary>
internal static class SmallShop
{
    public static GeneratedShop Create() => GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 40, Ratings = 1_200 });
}
