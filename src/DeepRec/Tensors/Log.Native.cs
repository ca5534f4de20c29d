using Microsoft.Extensions.Logging;

namespace DeepRec;

internal static partial class Log
{
    [LoggerMessage(601, LogLevel.Information,
        "This system's libstdc++ lacks {Version}; TorchSharp's native library was loaded from a copy without that need: {Path}")]
    public static partial void RelaxedLibraryLoaded(ILogger logger, string version, string path);

    [LoggerMessage(602, LogLevel.Warning,
        "This system's libstdc++ lacks {Version}; TorchSharp's native library was loaded from a temporary copy without that need: {Path} (removed again; the user's folder could not serve: {Reason})")]
    public static partial void TemporaryRelaxedLibraryLoaded(ILogger logger, string version, string path, string reason);
}
