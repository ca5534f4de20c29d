using System.Runtime.InteropServices;

namespace DeepRec.Tests.Tensors;

public sealed class LibtorchVersionTests
{
    [Fact]
    public void ThePackedVersionIsRead() => Assert.Equal(new Version(2, 10, 1), LibtorchVersion.Unpack(0x020A_0100_0000_0000));

    [Fact]
    public void TheLoadedLibraryIsTheOneThatTorchSharpNeeds()
    {
        var library = NativeSearchPath.OfProcess().Find(NativePlatform.Current.FileName("torch_cpu"));

        Assert.Equal(new Version(2, 10, 0), LibtorchVersion.Of(NativeLibrary.Load(library!)));
        Assert.Equal(new Version(2, 10, 0, 0), LibtorchVersion.Expected());
    }

    [Theory]
    [InlineData("2.10.0", "2.10.0.0", true)]
    [InlineData("2.10.1", "2.10.0.0", true)]
    [InlineData("2.7.1", "2.10.0.0", false)]
    [InlineData("2.11.0", "2.10.0.0", false)]
    [InlineData("3.10.0", "2.10.0.0", false)]
    [InlineData(null, "2.10.0.0", false)]
    [InlineData("2.10.0", null, true)]
    public void OnlyTheSameMinorVersionServes(string? found, string? expected, bool serves) =>
        Assert.Equal(serves, LibtorchVersion.Serves(Parse(found), Parse(expected)));

    private static Version? Parse(string? text) => text is null ? null : Version.Parse(text);
}
