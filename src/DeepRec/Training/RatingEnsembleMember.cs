using System.Text.Json.Serialization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>One model of <see cref="RatingEnsembleOptions"/>.</summary>
public sealed record RatingEnsembleMember
{
    /// <summary>Its settings.</summary>
    [JsonConverter(typeof(RatingPredictorConverter))]
    public required RatingPredictorOptions Model { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); }

    /// <summary>How much its predictions count beside the others'.</summary>
    /// <value>Default 1; from 0.</value>
    public double Weight { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Weight is not negative."); } = 1;

    /// <summary>
    /// How it is trained: epochs, batch, optimiser, schedule, regularisation, patience. Seed, threads, held-back rows, checkpoint and folder are those of the
    /// whole. Not saved: nothing is trained after loading.
    /// </summary>
    /// <value>Default <see langword="null"/>: as the whole.</value>
    [JsonIgnore]
    public TrainerOptions? Trainer { get; init; }
}
