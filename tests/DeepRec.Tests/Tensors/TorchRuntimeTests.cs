using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TorchSharp;

namespace DeepRec.Tests.Tensors;

public sealed class TorchRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TensorsWorkAfterLoading()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = torch.NewDisposeScope();

        Assert.Equal(3f, torch.ones(3).sum().item<float>());
    }

    [Fact]
    public async Task WithoutABackendOneExceptionNamesTheCure()
    {
        string[] folders = ["/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib"];
        Assert.SkipWhen(folders.Any(folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so"))), "The system has a libtorch of its own, which is found.");
        var (exitCode, output) = await NativeProbe.RunAsync();

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"libtorch cannot be used on {NativePlatform.Current.RuntimeIdentifier}: no backend is there: ", output, StringComparison.Ordinal);
        Assert.Contains("Add the package DeepRec.Cpu, or beside DeepRec exactly one of TorchSharp-cpu", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)); // TorchSharp, which prints a page, was not asked
    }

    [Fact]
    public async Task ABackendThatTheSystemFindsServesToo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is Linux's own.");

        var (exitCode, output) = await NativeProbe.RunAsync(("LD_LIBRARY_PATH", NativeProbe.Backend));

        Assert.Equal(0, exitCode);
        Assert.EndsWith("sum 3\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedBackendIsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is Linux's own.");
        await File.WriteAllTextAsync(_folder.File("libc10.so"), "no library, but long enough to be looked at as one", TestContext.Current.CancellationToken);

        var (exitCode, output) = await NativeProbe.RunAsync(("LD_LIBRARY_PATH", _folder.Path));

        Assert.Equal(3, exitCode);
        Assert.Contains($"The loader says: {_folder.File("libc10.so")}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoProcessesAtOnceShareOneCopy()
    {
        SkipUnlessSystemIsOld();
        var environment = new (string, string?)[] { ("LD_LIBRARY_PATH", NativeProbe.Backend), ("XDG_DATA_HOME", _folder.Path) };

        var runs = await Task.WhenAll(NativeProbe.RunAsync(environment), NativeProbe.RunAsync(environment));

        var copy = Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.All(runs, run =>
        {
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(
                $"log 601: This system's libstdc++ lacks GLIBCXX_3.4.32; TorchSharp's native library was loaded from a copy without that need: {copy}\nsum 3\n",
                run.Output);
        });
        Assert.Equal(_folder.File("DeepRec/native"), Path.GetDirectoryName(copy));
    }

    [Fact]
    public async Task WhereTheUsersFolderCannotServeATemporaryOneDoesAndIsRemoved()
    {
        SkipUnlessSystemIsOld();
        Directory.CreateDirectory(_folder.File("temporary"));
        Directory.CreateSymbolicLink(_folder.File("DeepRec"), "/");

        var (exitCode, output) = await NativeProbe.RunAsync(
            ("LD_LIBRARY_PATH", NativeProbe.Backend), ("XDG_DATA_HOME", _folder.Path), ("TMPDIR", _folder.File("temporary")));

        Assert.Equal(0, exitCode);
        Assert.Contains($"from a temporary copy without that need: {_folder.File("temporary")}", output, StringComparison.Ordinal);
        Assert.Contains($"'{_folder.File("DeepRec")}' is not a folder, or is a symbolic link. Nothing is loaded from there", output, StringComparison.Ordinal);
        Assert.EndsWith("sum 3\n", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("temporary")));
    }

    [Fact]
    public async Task WithNoPlaceForACopyTheExceptionSaysWhy()
    {
        SkipUnlessSystemIsOld();

        var (exitCode, output) = await NativeProbe.RunAsync(
            ("LD_LIBRARY_PATH", NativeProbe.Backend), ("XDG_DATA_HOME", "/proc"), ("TMPDIR", "/proc"));

        Assert.Equal(3, exitCode);
        Assert.Contains("no copy of '", output, StringComparison.Ordinal);
        Assert.Contains("; in a temporary folder: ", output, StringComparison.Ordinal);
        Assert.Contains("The loader says: ", output, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task ATemporaryFolderWhereEverybodyMayRenameIsRefused()
    {
        SkipUnlessSystemIsOld();
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);

        var (exitCode, output) = await NativeProbe.RunAsync(
            ("LD_LIBRARY_PATH", NativeProbe.Backend), ("XDG_DATA_HOME", "/proc"), ("TMPDIR", _folder.Path));

        Assert.Equal(3, exitCode);
        Assert.Contains($"; in a temporary folder: '{_folder.Path}/' can be written by every user.", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task TheSwitchForbidsTheCopy()
    {
        SkipUnlessSystemIsOld();

        var (exitCode, output) = await NativeProbe.RunAsync(
            ("LD_LIBRARY_PATH", NativeProbe.Backend), ("XDG_DATA_HOME", _folder.Path), (RuntimeSwitch.Relaxation.Variable, "1"));

        Assert.Equal(3, exitCode);
        Assert.Contains("loading a copy without that need is switched off", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static void SkipUnlessSystemIsOld()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Copies are made on Linux only.");
        Assert.SkipWhen(
            NativeLibrary.TryLoad(NativeSearchPath.OfProcess().Find("libLibTorchSharp.so")!, out _), "This system's libstdc++ is new enough.");
    }
}
