using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace DeepRec;

/// <summary>Loads libtorch and TorchSharp's native library, before TorchSharp tries to and copies half a gigabyte where it fails.</summary>
internal sealed class TorchLoader(NativeSearchPath searchPath, ILogger logger)
{
    private const string Shim = "LibTorchSharp";
    private readonly NativePlatform _platform = NativePlatform.Current;

    private readonly TorchLoadFailure _failure =
        new(NativePlatform.Current, typeof(torch).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "");

    /// <exception cref="TorchNotAvailableException">They do not load.</exception>
    public void Load()
    {
        LoadLibtorch();
        var shim = searchPath.Find(_platform.FileName(Shim));
        LoadShim(shim);
        if (!NativeLibrary.TryLoad(Shim, typeof(torch).Assembly, searchPath: null, out _))
        {
            throw _failure.NotFoundByTorchSharp(shim ?? Shim);
        }

        Start();
    }

    // In the order of their needs, so that each finds the ones before it by name, wherever they lie.
    private void LoadLibtorch()
    {
        LoadLibtorch("c10");
        var torchCpu = LoadLibtorch("torch_cpu");
        var expected = LibtorchVersion.Expected();
        var found = LibtorchVersion.Of(torchCpu);
        if (!LibtorchVersion.Serves(found, expected))
        {
            throw _failure.OtherVersion(found?.ToString() ?? "of an older version", expected?.ToString(fieldCount: 2) ?? "");
        }

        LoadLibtorch("torch");
    }

    private IntPtr LoadLibtorch(string library)
    {
        var fileName = _platform.FileName(library);
        var path = searchPath.Find(fileName);
        try
        {
            return NativeLibrary.Load(path ?? fileName); // without a folder, the system's loader searches
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw path is null && !LoaderText.FoundButFailed(fileName, exception)
                ? _failure.NoLibrary(fileName, searchPath, exception)
                : _failure.NotLoaded(path ?? fileName, exception);
        }
    }

    private void LoadShim(string? path)
    {
        try
        {
            _ = path is null ? NativeLibrary.Load(Shim, typeof(torch).Assembly, searchPath: null) : NativeLibrary.Load(path);
        }
        catch (DllNotFoundException exception) when (
            OperatingSystem.IsLinux() && path is not null && exception.Message.Contains(ElfRelaxation.Libstdcxx, StringComparison.Ordinal))
        {
            LoadRelaxed(path, exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw path is null ? _failure.NoLibrary(_platform.FileName(Shim), searchPath, exception) : _failure.NotLoaded(path, exception);
        }
    }

    [SupportedOSPlatform("linux")]
    private void LoadRelaxed(string path, DllNotFoundException failure)
    {
        if (RuntimeSwitch.Relaxation.IsSet)
        {
            throw _failure.RelaxationDisabled(failure);
        }

        try
        {
            var location = RelaxedShim.Load(path);
            if (location.WhyTemporary is { } reason)
            {
                Log.TemporaryRelaxedLibraryLoaded(logger, ElfRelaxation.Libstdcxx, location.Path, reason);
            }
            else
            {
                Log.RelaxedLibraryLoaded(logger, ElfRelaxation.Libstdcxx, location.Path);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw _failure.NotRelaxed(path, failure, exception);
        }
    }

    private void Start()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(torch).TypeHandle);
        }
        catch (TypeInitializationException exception)
        {
            throw _failure.NotInitialized(exception);
        }
    }
}
