using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>The model of <see cref="RatingEnsembleOptions"/>.</summary>
public sealed class RatingEnsemble : RatingPredictor
{
    private readonly RatingEnsembleOptions _options;
    private readonly RatingPredictor[] _members;
    private readonly double[] _weights; // their sum is 1

    internal RatingEnsemble(RatingEnsembleOptions options, ModelInputs inputs, long seed) : base(nameof(RatingEnsemble))
    {
        _options = options;
        _weights = options.Shares();
        _members = new RatingPredictor[_weights.Length];
        try
        {
            for (int m = 0; m < _members.Length; m++)
            {
                _members[m] = options.Members[m].Model.Create(inputs, seed + m);
                register_module(RatingEnsembleOptions.NameOf(m), _members[m]);
            }

            RatingTimes[] times = [.. _members.Select(member => member.ReadsRatings).OfType<RatingTimes>().Where(t => t != RatingTimes.Ignored).Distinct()];
            if (times.Length > 1) throw new ArgumentException("Members of an ensemble read earlier times or all, not some this and some that. Set Times alike.");
            ReadsRatings = times.Length == 1 ? times[0] : _members.Any(member => member.ReadsRatings is not null) ? RatingTimes.Ignored : null;
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>What its members read.</summary>
    public override RatingTimes? ReadsRatings { get; }

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        for (int m = 0; m < _members.Length; m++)
        {
            if (_weights[m] == 0) continue;
            var part = _members[m].call(batch).Times(_weights[m]); // [B]
            sum = sum is null ? part : sum.Plus(part);
        }

        return sum!.MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    /// <summary>The models, in order.</summary>
    internal IReadOnlyList<RatingPredictor> Members => _members;

    internal override RowScorer? Pack()
    {
        var packed = new List<(RowScorer Scorer, float Weight)>();
        for (int m = 0; m < _members.Length; m++)
        {
            if (_weights[m] == 0) continue;
            if (_members[m].Pack() is { } scorer)
            {
                packed.Add((scorer, (float)_weights[m]));
                continue;
            }

            foreach (var (made, _) in packed) made.Dispose();
            return null;
        }

        return new EnsembleScorer(packed);
    }

    internal override void Begin(Dataset training)
    {
        foreach (var member in _members) member.Begin(training);
    }

    internal override void FillUnmet(Dataset training)
    {
        foreach (var member in _members) member.FillUnmet(training);
    }

    /// <summary>A member's own settings, else those of the whole; each with a seed of its own.</summary>
    internal TrainerOptions TrainerOf(int member, TrainerOptions whole) => (_options.Members[member].Trainer ?? whole) with
    {
        Seed = unchecked(whole.Seed + member),
        Threads = whole.Threads,
        ValidationFraction = 0,
        CheckpointPath = whole.CheckpointPath is { } path ? $"{path}.{RatingEnsembleOptions.NameOf(member)}" : null,
        TensorBoardDirectory = whole.TensorBoardDirectory is { } directory ? Path.Combine(directory, RatingEnsembleOptions.NameOf(member)) : null,
    };

    /// <summary>Does nothing: members are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }
}
