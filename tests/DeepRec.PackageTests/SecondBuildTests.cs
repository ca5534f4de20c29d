using System.Reflection.Metadata;
using System.Text;

namespace DeepRec.PackageTests;

/// <summary>Two clones in two folders, each built as a release is.</summary>
public sealed class SecondBuildTests(PackedPackages packages)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] Assemblies = ["DeepRec", "DeepRec.Testing", "DeepRec.Text"];

    /// <summary>Skips a test where the sources came without their history.</summary>
    internal static void NeedsGit()
    {
        if (!Path.Exists(Repository.PathOf(".git"))) Assert.Skip("The repository has no .git: there is no commit to build from.");
    }

    [Fact]
    public async Task ASecondBuildElsewhereGivesTheSameBytesAndSourcesLinkToTheCommit()
    {
        NeedsGit();
        string first = await Build("first"), second = await Build(Path.Combine("another", "second"));
        string commit = (await Shell.Run(Repository.Root, PackedPackages.Nothing, "git", "rev-parse", "HEAD")).Trim();

        foreach (string name in Assemblies)
        {
            byte[] assembly = await Read(first, $"{name}.dll"), symbols = await Read(first, $"{name}.pdb");
            Assert.Equal(assembly, await Read(second, $"{name}.dll"));
            Assert.Equal(symbols, await Read(second, $"{name}.pdb"));
            Assert.DoesNotContain(packages.Work, Encoding.UTF8.GetString(assembly), StringComparison.Ordinal);
            Assert.Equal($$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/deeprec-net/deeprec/{{{commit}}}/*"}}""", SourceLinkOf(symbols));
        }
    }

    private async Task<string> Build(string name)
    {
        string clone = Path.Combine(packages.Work, name);
        await Shell.Run(packages.Work, PackedPackages.Nothing, "git", "clone", "--quiet", Repository.Root, clone);
        // As the public one, so that links to sources are those of a release.
        await Shell.Run(clone, PackedPackages.Nothing, "git", "remote", "set-url", "origin", "https://github.com/deeprec-net/deeprec");
        await Shell.Run(clone, new Dictionary<string, string> { ["CI"] = "true" }, "dotnet", "build", "-c", "Release", Path.Combine("src", "DeepRec.Testing"));
        await Shell.Run(clone, new Dictionary<string, string> { ["CI"] = "true" }, "dotnet", "build", "-c", "Release", Path.Combine("src", "DeepRec.Text"));
        return clone;
    }

    private static Task<byte[]> Read(string clone, string file) =>
        File.ReadAllBytesAsync(Path.Combine(clone, "artifacts", "bin", Path.GetFileNameWithoutExtension(file), "release", file), TestContext.Current.CancellationToken);

    private static string SourceLinkOf(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();
        var information = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(reader.GetCustomDebugInformation).Single(i => reader.GetGuid(i.Kind) == SourceLink);
        return Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value));
    }
}
