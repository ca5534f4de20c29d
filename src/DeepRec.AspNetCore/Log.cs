using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Model '{Model}': serving the bundle {Sha256} of {Path}.")]
    public static partial void Serving(ILogger logger, string model, string sha256, string path);

    [LoggerMessage(2, LogLevel.Error, "Model '{Model}': what lies in {Path} is not served; the bundle before it still is.")]
    public static partial void ReloadFailed(ILogger logger, string model, string path, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Model '{Model}': recent events could not be read; the recommendations do without.")]
    public static partial void EventsNotRead(ILogger logger, string model, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "Model '{Model}': a recent event could not be stored, and was not acknowledged.")]
    public static partial void EventNotStored(ILogger logger, string model, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "Model '{Model}': an update from {Events} events was {Outcome}, {Metric} {Served:F4} served and {Candidate:F4} of the candidate.")]
    public static partial void Updated(ILogger logger, string model, OnlineUpdateOutcome outcome, int events, string metric, double served, double candidate);

    [LoggerMessage(7, LogLevel.Error, "Model '{Model}': an update failed; what is served stays, and it is tried again.")]
    public static partial void UpdateFailed(ILogger logger, string model, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "Model '{Model}': bundle {Number} is served again.")]
    public static partial void RolledBack(ILogger logger, string model, int number);

    [LoggerMessage(5, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);
}
