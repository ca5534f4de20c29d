using System.Runtime.Versioning;

namespace DeepRec.Tests.Tensors;

[SupportedOSPlatform("linux")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TemporaryFolder _folder = new();

    public PrivateFolderTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Copies are made on Linux only.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MissingFoldersAreMadeForTheOwnerOnly()
    {
        var inner = PrivateFolder.Ensure(_folder.File("root"), "DeepRec", "native");

        Assert.Equal(_folder.File("root/DeepRec/native"), inner);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(inner));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.File("root/DeepRec")));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void AFolderThatOthersCanWriteIsRefused(UnixFileMode permission)
    {
        Directory.CreateDirectory(_folder.File("DeepRec"));
        File.SetUnixFileMode(_folder.File("DeepRec"), OwnerOnly | permission);

        Assert.StartsWith($"'{_folder.File("DeepRec")}' can be written by other users. Nothing is loaded from there:", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkToAFolderIsRefused()
    {
        Directory.CreateDirectory(_folder.File("elsewhere"), OwnerOnly);
        File.CreateSymbolicLink(_folder.File("DeepRec"), _folder.File("elsewhere"));

        Assert.Contains("is not a folder, or is a symbolic link", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void ARootWhereEverybodyMayRenameIsRefused()
    {
        File.SetUnixFileMode(_folder.Path, OwnerOnly | UnixFileMode.OtherWrite);
        Assert.Contains("can be written by every user", Refusal(), StringComparison.Ordinal);

        File.SetUnixFileMode(_folder.Path, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Assert.Equal(_folder.File("DeepRec"), PrivateFolder.Ensure(_folder.Path, "DeepRec"));
    }

    private string Refusal() => Assert.Throws<IOException>(() => PrivateFolder.Ensure(_folder.Path, "DeepRec")).Message;
}
