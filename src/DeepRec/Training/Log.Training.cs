using Microsoft.Extensions.Logging;

namespace DeepRec;

internal static partial class Log
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Epoch {Epoch} of {Epochs}: loss {Loss:F5}, validation loss {ValidationLoss}, {RowsPerSecond:F0} rows/s")]
    public static partial void EpochEnded(ILogger logger, int epoch, int epochs, double loss, double? validationLoss, double rowsPerSecond);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Training goes on from the checkpoint '{Path}' after epoch {Epoch}")]
    public static partial void Resumed(ILogger logger, string path, int epoch);
}
