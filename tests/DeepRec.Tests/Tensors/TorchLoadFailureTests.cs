namespace DeepRec.Tests.Tensors;

public sealed class TorchLoadFailureTests
{
    private static readonly TorchLoadFailure Linux = new(new NativePlatform("linux-x64", "lib", ".so"), "0.107.0");

    [Fact]
    public void AMissingBackendNamesThePackages()
    {
        var failure = Linux.NoLibrary("libc10.so", new NativeSearchPath(["/app"]), new DllNotFoundException("libc10.so: cannot open"));

        Assert.Equal(
            "libtorch cannot be used on linux-x64: no backend is there: libc10.so lies in none of '/app'. Add the package DeepRec.Cpu, or beside DeepRec"
                + " exactly one of TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows, version 0.107.0, to the application."
                + " The loader says: libc10.so: cannot open",
            failure.Message);
        Assert.Equal("linux-x64", failure.RuntimeIdentifier);
        Assert.Equal("libc10.so: cannot open", failure.LoaderMessage);
    }

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("linux-musl-x64")]
    [InlineData("osx-x64")]
    [InlineData("win-x86")]
    public void APlatformWithoutABackendIsToldSo(string platform)
    {
        var failure = new TorchLoadFailure(new NativePlatform(platform, "", ""), "0.107.0")
            .NoLibrary("libc10.so", new NativeSearchPath([]), new DllNotFoundException("none"));

        Assert.Equal(
            $"libtorch cannot be used on {platform}: TorchSharp 0.107.0 has no native library for this platform."
                + " Run on one of linux-x64, win-x64, win-arm64, osx-arm64. The loader says: none",
            failure.Message);
    }

    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /app/x.so)", "the system's libstdc++ is too old.")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/x.so)", "the system's glibc is too old: it must be 2.34 or later.")]
    [InlineData("/app/x.so: undefined symbol: _ZN2at", "the backend is of another version than TorchSharp 0.107.0.")]
    [InlineData("dlopen(x.dylib): Symbol not found: __ZN2at", "the backend is of another version than TorchSharp 0.107.0.")]
    [InlineData("Unable to load DLL 'x': The specified procedure could not be found. (0x8007007F)", "the backend is of another version than TorchSharp 0.107.0.")]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "the library libgomp.so.1 is missing.")]
    [InlineData("Unable to load DLL 'x': The specified module could not be found. (0x8007007E)", "a library that libtorch needs is missing.")]
    [InlineData("/app/x.so: invalid ELF header", "'/app/x.so' does not load.")]
    public void TheLoadersWordsAreExplained(string words, string problem)
    {
        var failure = Linux.NotLoaded("/app/x.so", new DllNotFoundException(words));

        Assert.Equal(problem, failure.Problem);
        Assert.Equal(words, failure.LoaderMessage);
        Assert.NotEmpty(failure.Cure);
    }

    [Fact]
    public void ABackendOfAnotherVersionIsNamedWithTheOneNeeded() =>
        Assert.Equal("the backend holds libtorch 2.7.1, but TorchSharp 0.107.0 needs libtorch 2.10.", Linux.OtherVersion("2.7.1", "2.10").Problem);

    [Fact]
    public void ATypeInitializerIsUnwrapped()
    {
        var inner = new NotSupportedException("This application uses TorchSharp but has no libtorch.\n\nTrace:\nstep 1");

        var failure = Linux.NotInitialized(new TypeInitializationException("TorchSharp.torch", inner));

        Assert.Same(inner, failure.InnerException);
        Assert.Equal("This application uses TorchSharp but has no libtorch.", failure.LoaderMessage);
        Assert.StartsWith("Call TorchRuntime.EnsureLoaded() before the first use of TorchSharp", failure.Cure, StringComparison.Ordinal);
    }
}
