namespace DeepRec.Tests.Tensors;

public sealed class NativeSearchPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFirstFolderThatHasTheFileWins()
    {
        foreach (var name in new[] { "b", "c" })
        {
            Directory.CreateDirectory(_folder.File(name));
            File.WriteAllText(Path.Combine(_folder.File(name), "x.so"), "");
        }

        var path = new NativeSearchPath([_folder.File("a"), _folder.File("b"), _folder.File("c")]);

        Assert.Equal(Path.Combine(_folder.File("b"), "x.so"), path.Find("x.so"));
        Assert.Null(path.Find("y.so"));
    }

    [Fact]
    public void AFolderIsNamedOnce() =>
        Assert.Equal($"'{_folder.Path}'", new NativeSearchPath([_folder.Path, "", _folder.Path + Path.DirectorySeparatorChar]).ToString());
}
