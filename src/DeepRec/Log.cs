using Microsoft.Extensions.Logging;

namespace DeepRec;

/// <summary>What the library says to a log. Each room keeps its own lines in a file of its own.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Column '{Column}' of kind {Kind} reaches no model: no step of the pipeline encodes it")]
    public static partial void IdleColumn(ILogger logger, string column, FeatureKind kind);
}
