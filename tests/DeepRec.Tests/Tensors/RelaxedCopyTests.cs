using System.Runtime.Versioning;

namespace DeepRec.Tests.Tensors;

[SupportedOSPlatform("linux")]
public sealed class RelaxedCopyTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];
    private readonly TemporaryFolder _folder = new();

    public RelaxedCopyTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Copies are made on Linux only.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AMissingCopyIsWrittenForTheOwnerOnly()
    {
        var path = Place();

        Assert.Equal(_folder.File("libX.039058c6f2c0cb49.so"), path); // the start of the SHA-256 of 1, 2, 3
        Assert.Equal(Content, File.ReadAllBytes(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void AGoodCopyIsLeftAlone()
    {
        var path = Place();
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Place();

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 4 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 1, 2, 3, 0 })]
    public void ACopyThatDiffersIsReplaced(byte[] tampered)
    {
        var path = Place();
        File.WriteAllBytes(path, tampered);

        Place();

        Assert.Equal(Content, File.ReadAllBytes(path));
    }

    [Fact]
    public void ACopyThatOthersCanWriteIsRefused()
    {
        var path = Place();
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        var refusal = Assert.Throws<IOException>(Place);

        Assert.StartsWith($"'{path}' can be written by other users.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkInItsPlaceIsRefusedAndNotFollowed()
    {
        var path = Place();
        File.Move(path, _folder.File("target"));
        File.WriteAllBytes(_folder.File("target"), [9]);
        File.CreateSymbolicLink(path, _folder.File("target"));

        Assert.Contains("symbolic link", Assert.Throws<IOException>(Place).Message, StringComparison.Ordinal);
        Assert.Equal([9], File.ReadAllBytes(_folder.File("target")));
    }

    [Fact]
    public void ManyAtOnceLeaveOneWholeFile()
    {
        var paths = new string[16];

        Parallel.For(0, paths.Length, i => paths[i] = Place());

        Assert.Single(paths.Distinct());
        Assert.Equal([paths[0]], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal(Content, File.ReadAllBytes(paths[0]));
    }

    private string Place() => RelaxedCopy.Place(_folder.Path, "/somewhere/libX.so", Content);
}
