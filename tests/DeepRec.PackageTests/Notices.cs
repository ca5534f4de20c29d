using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeepRec.PackageTests;

/// <summary>THIRD-PARTY-NOTICES.md against packages as they lie in a package folder.</summary>
internal static partial class Notices
{
    /// <summary>Packages that it does not list, or lists with a licence that the package does not name.</summary>
    public static IEnumerable<string> MissingOrOtherwise(IReadOnlyDictionary<string, string> folders)
    {
        var listed = Row().Matches(File.ReadAllText(Repository.PathOf("THIRD-PARTY-NOTICES.md"))).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["licence"].Value);
        Assert.NotEmpty(folders);
        foreach (var (name, folder) in folders)
        {
            if (!listed.TryGetValue(name, out string? licence)) yield return $"{name} is not listed";
            else if (LicencesOf(folder).FirstOrDefault(l => !licence.Contains(l, StringComparison.OrdinalIgnoreCase)) is { } other) yield return $"{name} is under {other}, listed as {licence}";
        }
    }

    // Some packages carry a file instead of an expression; what it says was read by whoever wrote the notice.
    private static string[] LicencesOf(string folder)
    {
        var nuspec = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var licence = nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
        return (string?)licence?.Attribute("type") == "expression" ? Expression().Split(licence!.Value) : [];
    }

    [GeneratedRegex(@"^\| (?<name>[\w.\-]+) \| \d[\w.\-]* \| (?<licence>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+(?:OR|AND|WITH)\s+")]
    private static partial Regex Expression();
}
