namespace DeepRec.AspNetCore;

/// <summary>What the background service knows of a model that learns.</summary>
internal interface IOnlineLearner
{
    TimeSpan CheckInterval { get; }

    /// <summary>Learns, where there are enough events or it was long ago. What goes wrong is logged and tried again later.</summary>
    Task LookAsync(CancellationToken cancellationToken);
}
