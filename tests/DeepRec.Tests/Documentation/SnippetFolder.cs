namespace DeepRec.Tests.Documentation;

/// <summary>A folder that snippets run in: their paths are relative. Only for tests that run alone, since the current folder is the process's.</summary>
public sealed class SnippetFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deeprec-snippets-");

    public SnippetFolder()
    {
        Environment.CurrentDirectory = _folder.FullName;
        var random = new SeededRandom(7);
        string[] brands = ["Lux", "Nord", ""], devices = ["phone", "desktop", ""], tags = ["home|light", "home", ""], items = ["lamp", "sofa", "desk", "chair", "shelf", "rug"];
        var lines = new List<string> { "user_id,ItemId,Value,At,Price,Brand,Tags,Device" };
        for (int row = 0; row < 240; row++)
        {
            int item = random.NextInt(items.Length);
            string price = item == 5 ? "" : FormattableString.Invariant($"{9.9 + 20 * item}");
            lines.Add(FormattableString.Invariant($"{1 + row % 20},{items[item]},{1 + random.NextInt(5)},{new DateTime(2026, 3, 1).AddHours(row * 7):s}Z,{price},{brands[item % 3]},{tags[item % 3]},{devices[random.NextInt(3)]}"));
        }

        File.WriteAllLines("ratings.csv", lines);
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }
}
