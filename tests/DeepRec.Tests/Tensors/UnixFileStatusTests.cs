using System.Runtime.Versioning;

namespace DeepRec.Tests.Tensors;

[SupportedOSPlatform("linux")]
public sealed class UnixFileStatusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UnixFileStatusTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The call is Linux's own.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileOfOursIsOursWithItsMode()
    {
        var path = _folder.File("名");
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupExecute);

        Assert.Equal(new UnixFileStatus(UnixFileStatus.EffectiveUser(), 0x8000 | 0x108), UnixFileStatus.Read(path));
    }

    [Fact]
    public void ALinkIsItselfAndNotItsTarget()
    {
        File.CreateSymbolicLink(_folder.File("link"), _folder.Path);

        Assert.Equal(0xA000, UnixFileStatus.Read(_folder.File("link"))!.Value.Mode & 0xF000);
    }

    [Fact]
    public void WhatIsNotThereHasNoStatus() => Assert.Null(UnixFileStatus.Read(_folder.File("none")));

    [Fact]
    public void TheSystemsFilesAreOfUserZero() => Assert.Equal(0u, UnixFileStatus.Read("/")!.Value.Owner);

    [Theory]
    [InlineData(1000u, 0x41C0, true, null)]
    [InlineData(1000u, 0x41ED, true, null)]
    [InlineData(1000u, 0x8180, false, null)]
    [InlineData(0u, 0x41C0, true, "belongs to user 0, not to user 1000, who runs this process")]
    [InlineData(1000u, 0x41D0, true, "can be written by other users")]
    [InlineData(1000u, 0x41C2, true, "can be written by other users")]
    [InlineData(1000u, 0x8182, false, "can be written by other users")]
    [InlineData(1000u, 0xA1FF, true, "is not a folder, or is a symbolic link")]
    [InlineData(1000u, 0xA1FF, false, "is not a regular file, or is a symbolic link")]
    [InlineData(1000u, 0x8180, true, "is not a folder, or is a symbolic link")]
    public void OnlyWhatIsOursAloneIsPrivate(uint owner, int mode, bool folder, string? reason) =>
        Assert.Equal(reason, new UnixFileStatus(owner, (ushort)mode).WhyNotPrivate(user: 1000, folder));
}
