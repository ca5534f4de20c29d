namespace DeepRec;

/// <summary>Turns each way in which loading can fail into one exception that says what is missing and the cure.</summary>
/// <param name="platform">The platform of the process.</param>
/// <param name="torchSharpVersion">The version of the managed TorchSharp, such as <c>0.107.0</c>.</param>
internal sealed class TorchLoadFailure(NativePlatform platform, string torchSharpVersion)
{
    private const string NewerSystem = "Use a system with GCC 13 or later (Ubuntu 24.04, Debian 13, RHEL 10, or .NET's container images)";

    private string Backends =>
        $"Add the package DeepRec.Cpu, or beside DeepRec exactly one of TorchSharp-cpu, TorchSharp-cuda-linux and TorchSharp-cuda-windows, version {torchSharpVersion}, to the application.";

    public TorchNotAvailableException NoLibrary(string fileName, NativeSearchPath searched, Exception inner) => platform.IsSupported
        ? New($"no backend is there: {fileName} lies in none of {searched}.", Backends, LoaderText.Of(inner), inner)
        : New(
            $"TorchSharp {torchSharpVersion} has no native library for this platform.",
            $"Run on one of {string.Join(", ", NativePlatform.Supported)}.",
            LoaderText.Of(inner),
            inner);

    public TorchNotAvailableException OtherVersion(string found, string expected) =>
        New($"the backend holds libtorch {found}, but TorchSharp {torchSharpVersion} needs libtorch {expected}.", Backends);

    public TorchNotAvailableException RelaxationDisabled(Exception inner) => New(
        $"the system's libstdc++ lacks {ElfRelaxation.Libstdcxx}, and loading a copy without that need is switched off.",
        $"{NewerSystem}, or take away the switch {RuntimeSwitch.Relaxation.Name} and the variable {RuntimeSwitch.Relaxation.Variable}.",
        LoaderText.Of(inner),
        inner);

    public TorchNotAvailableException NotRelaxed(string shim, DllNotFoundException first, Exception inner) => New(
        $"the system's libstdc++ lacks {ElfRelaxation.Libstdcxx}, and no copy of '{shim}' without that need could be loaded. {inner.Message}",
        $"{NewerSystem}, or remove what is in the way; if the file is damaged, restore the package TorchSharp {torchSharpVersion} again.",
        LoaderText.Of(first),
        inner);

    public TorchNotAvailableException NotLoaded(string path, Exception inner)
    {
        var text = LoaderText.Of(inner);
        return Explain(text) is var (problem, cure)
            ? New(problem, cure, text, inner)
            : New($"'{path}' does not load.", $"If it is damaged or of another platform, remove it and restore the packages again. {Backends}", text, inner);
    }

    public TorchNotAvailableException NotFoundByTorchSharp(string path) => New(
        $"'{path}' was loaded, but TorchSharp does not find it.",
        "Load DeepRec and TorchSharp into one assembly load context, beside their native libraries.");

    public TorchNotAvailableException NotInitialized(TypeInitializationException exception) => New(
        "TorchSharp was used before its native libraries were loaded, or could not start.",
        $"Call {nameof(TorchRuntime)}.{nameof(TorchRuntime.EnsureLoaded)}() before the first use of TorchSharp, then start the process again.",
        LoaderText.Of(exception.InnerException ?? exception),
        exception.InnerException ?? exception);

    private (string Problem, string Cure)? Explain(string text)
    {
        bool Says(string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Says("GLIBCXX_") || Says("CXXABI_") ? ("the system's libstdc++ is too old.", NewerSystem + ".")
            : Says("GLIBC_") ? ("the system's glibc is too old: it must be 2.34 or later.", NewerSystem + ".")
            : Says("undefined symbol") || Says("symbol not found") || Says("procedure could not be found")
                ? ($"the backend is of another version than TorchSharp {torchSharpVersion}.", Backends)
            : LoaderText.MissingLibrary(text) is { } library
                ? ($"the library {library} is missing.", $"Install the system's package that holds it. If it is a part of libtorch: {Backends}")
            : Says("module could not be found")
                ? ("a library that libtorch needs is missing.", "Install the Visual C++ redistributable (2015-2022).")
            : null;
    }

    private TorchNotAvailableException New(string problem, string cure, string? loaderMessage = null, Exception? inner = null) =>
        new(platform.RuntimeIdentifier, problem, cure, loaderMessage, inner);
}
