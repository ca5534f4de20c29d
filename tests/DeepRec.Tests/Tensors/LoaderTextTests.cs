namespace DeepRec.Tests.Tensors;

public sealed class LoaderTextTests
{
    private const string Advice = "Unable to load shared library 'x' or one of its dependencies. In order to help diagnose, set LD_DEBUG: \n";

    [Fact]
    public void TheLoadersOwnLineIsPicked() =>
        Assert.Equal("/a/x.so: undefined symbol: f", LoaderText.Of(Advice + "/a/x.so: undefined symbol: f\n"));

    [Fact]
    public void PlacesWhereNothingLayAreOfLessInterest() =>
        Assert.Equal(
            "/b/x.so: undefined symbol: f",
            LoaderText.Of(Advice + "/a/x.so: cannot open shared object file: No such file or directory\n/b/x.so: undefined symbol: f\n"));

    [Fact]
    public void AMessageOfOneLineIsTheText() => Assert.Equal("Unable to load DLL 'x'.", LoaderText.Of("Unable to load DLL 'x'."));

    [Fact]
    public void OnlyTheFirstLineOfALongTextIsKept() => Assert.Equal("It failed.", LoaderText.Of("It failed.\n\nTrace:\nstep 1"));

    [Theory]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "libgomp.so.1")]
    [InlineData("/a/libx.so: undefined symbol: f", null)]
    public void AMissingLibraryIsNamed(string text, string? expected) => Assert.Equal(expected, LoaderText.MissingLibrary(text));

    [Theory]
    [InlineData("libc10.so: cannot open shared object file: No such file or directory", false)]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", true)]
    [InlineData("/a/libc10.so: invalid ELF header", true)]
    [InlineData("Unable to load DLL 'libc10.so': The specified module could not be found.", false)]
    public void AFileThatIsThereButFailsIsToldFromOneThatIsNot(string text, bool expected) =>
        Assert.Equal(expected, LoaderText.FoundButFailed("libc10.so", new DllNotFoundException(text)));
}
