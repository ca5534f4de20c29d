using DeepRec.Models;

namespace DeepRec;

/// <summary>What optimisers remember between the trainings of a model: moments and step counts, a model's stages apart. One thread at a time.</summary>
/// <param name="known">From the training before; empty for a first one.</param>
internal sealed class OptimizerMemory(IReadOnlyList<NamedArray> known)
{
    private readonly List<NamedArray> _kept = [];

    /// <summary>Whether a training began with what one before it had left.</summary>
    public bool WasRecalled { get; private set; }

    /// <summary>What the trainings left.</summary>
    public IReadOnlyList<NamedArray> Kept => _kept;

    /// <summary>Gives an optimiser what is remembered of its stage, if there is something. Parameters may have become longer since.</summary>
    /// <exception cref="ArgumentException">What is remembered is another optimiser's.</exception>
    public void Recall(TrainingStage? stage, Optimizer optimizer, IReadOnlyList<ParameterSlot> slots)
    {
        NamedArray[] own = [.. known.Where(array => array.Name.StartsWith(PrefixOf(stage), StringComparison.Ordinal)).Select(array => Renamed(array, array.Name[PrefixOf(stage).Length..]))];
        if (own.Length == 0) return;
        try
        {
            optimizer.Import(optimizer.Grown(own, slots), slots);
        }
        catch (InvalidBundleException e)
        {
            throw new ArgumentException($"The recommender remembers the steps of another optimiser, or of other settings. {e.Message} Update with the optimiser that it was trained with, or forget by KeepOptimizerState = false when training.", e);
        }

        WasRecalled = true;
    }

    /// <summary>Keeps what an optimiser remembers. What a stage before the last knew of its own parameters is of no use later.</summary>
    public void Keep(TrainingStage? stage, Optimizer optimizer, IReadOnlyList<ParameterSlot> slots)
    {
        if (stage is { Epochs: not null } or { LearningRate: not null }) return;
        _kept.AddRange(optimizer.Export(slots).Select(array => Renamed(array, PrefixOf(stage) + array.Name)));
    }

    private static string PrefixOf(TrainingStage? stage) => stage is null ? "" : stage.Name + ":";

    private static NamedArray Renamed(NamedArray array, string name) => new(name, array.Type, array.Data, [.. array.Shape]);
}
