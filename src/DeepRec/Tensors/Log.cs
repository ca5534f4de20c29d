using Microsoft.Extensions.Logging;

namespace DeepRec;

/// <summary>What the library says to a log.</summary>
/// <remarks>
/// In one declaration, in the highest room that speaks: of several parts the generator of logging code takes one at random as the first, so that
/// two builds would differ.
/// </remarks>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Column '{Column}' of kind {Kind} reaches no model: no step of the pipeline encodes it")]
    public static partial void IdleColumn(ILogger logger, string column, FeatureKind kind);

    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss:F5}, validation loss {ValidationLoss}, {RowsPerSecond:F0} rows/s")]
    public static partial void EpochEnded(ILogger logger, int epoch, int epochs, double loss, double? validationLoss, double rowsPerSecond);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Training goes on from the checkpoint '{Path}' after epoch {Epoch}")]
    public static partial void Resumed(ILogger logger, string path, int epoch);

    [LoggerMessage(EventId = 202, Level = LogLevel.Debug, Message = "Training steps pass autograd by")]
    public static partial void Fused(ILogger logger);

    [LoggerMessage(601, LogLevel.Information,
        "This system's libstdc++ lacks {Version}; TorchSharp's native library was loaded from a copy without that need: {Path}")]
    public static partial void RelaxedLibraryLoaded(ILogger logger, string version, string path);

    [LoggerMessage(602, LogLevel.Warning,
        "This system's libstdc++ lacks {Version}; TorchSharp's native library was loaded from a temporary copy without that need: {Path} (removed again; the user's folder could not serve: {Reason})")]
    public static partial void TemporaryRelaxedLibraryLoaded(ILogger logger, string version, string path, string reason);
}
