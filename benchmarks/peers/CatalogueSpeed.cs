using System.Text.Json;

namespace DeepRec.Peers;

/// <summary>What came of some training steps.</summary>
/// <param name="StepsPerSecond">By the process' CPU time, or the wall's clock where that was asked for, those to warm up left out.</param>
/// <param name="Loss">Of the last step, or the mean of the epoch that it ends.</param>
/// <param name="PeakMegabytes">The most memory that the process ever held, in MiB.</param>
internal sealed record CatalogueSpeed(double StepsPerSecond, double Loss, double PeakMegabytes)
{
    /// <summary>Asks a process for it.</summary>
    public static CatalogueSpeed Of(PeerProcess process, string line)
    {
        var answer = process.Ask(line);
        return new CatalogueSpeed(answer.GetProperty("speed").GetDouble(), answer.GetProperty("loss").GetDouble(), answer.GetProperty("peak").GetDouble());
    }

    /// <summary>The line of JSON that <see cref="Of"/> reads.</summary>
    public string Json() => JsonSerializer.Serialize(new { speed = StepsPerSecond, loss = Loss, peak = PeakMegabytes });
}
