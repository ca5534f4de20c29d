#:project ../../src/DeepRec.Testing/DeepRec.Testing.csproj
// Writes data.csv: dotnet run --file samples/Article/generate-data.cs
using System.Runtime.CompilerServices;
using DeepRec.Testing;

var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 200, Items = 80, Ratings = 4_000, Seed = 42, MissingShare = 0.02 });
string[] lines =
[
    "user_id,item_id,age,gender,region,price,category,brand,device,rating",
    .. shop.Rows.Select(r => FormattableString.Invariant($"{r.UserId},{r.ItemId},{r.Age},{r.Gender},{r.Region},{r.Price},{r.Category},{r.Brand},{r.Device},{r.Value:F3}")),
];
File.WriteAllText(Path.Combine(Folder(), "data.csv"), string.Join('\n', lines) + '\n');

static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
