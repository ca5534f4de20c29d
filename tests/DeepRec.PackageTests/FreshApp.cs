using System.Text.Json;

namespace DeepRec.PackageTests;

/// <summary>A project outside the repository that knows DeepRec by its packages alone.</summary>
internal sealed class FreshApp
{
    private readonly PackedPackages _packages;

    private FreshApp(PackedPackages packages, string name) => (_packages, Folder) = (packages, Path.Combine(packages.Work, name));

    public string Folder { get; }

    /// <summary>Packages of its own: only others' may come from the machine's cache.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_packages.Work, "nuget") };

    /// <summary>Copied, restored and built.</summary>
    public static async Task<FreshApp> Build(PackedPackages packages, string name)
    {
        var app = new FreshApp(packages, name);
        Directory.CreateDirectory(app.Folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Apps", name)))
        {
            string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(app.Folder, Path.GetFileName(file)), text.Replace("$DEEPREC_VERSION$", packages.Version, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        await app.Restore();
        // libtorch for every platform is 1 GB: linked into the folder where the file system can, copied elsewhere.
        await Shell.Run(app.Folder, app.Environment, "dotnet", "build", "--no-restore", "-c", "Release", "-p:CreateHardLinksForCopyLocalIfPossible=true");
        return app;
    }

    /// <summary>The packages that NuGet chose, ours apart, each with its folder.</summary>
    public IReadOnlyDictionary<string, string> PackagesOfOthers()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "obj", "project.assets.json")));
        string[] roots = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        return assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package" && !l.Name.StartsWith("DeepRec", StringComparison.Ordinal))
            .ToDictionary(l => l.Name.Split('/')[0], l => roots.Select(r => Path.Combine(r, l.Value.GetProperty("path").GetString()!)).First(Directory.Exists));
    }

    // From the cache alone if it holds enough; else also from where this machine gets packages.
    private async Task Restore()
    {
        await WriteSources(others: "<clear />");
        var (exitCode, _) = await Shell.TryRun(Folder, Environment, "dotnet", "restore");
        if (exitCode == 0) return;
        await WriteSources(others: "");
        await Shell.Run(Folder, Environment, "dotnet", "restore", "--force");
    }

    private Task WriteSources(string others)
    {
        string cache = Directory.Exists(_packages.Cache) ? $"<add key=\"cache\" value=\"{_packages.Cache}\" />" : "";
        return File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources>{others}<add key="packed" value="{_packages.Feed}" />{cache}</packageSources>
              <fallbackPackageFolders><clear />{cache}</fallbackPackageFolders>
            </configuration>
            """);
    }
}
