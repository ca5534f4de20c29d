using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>The steps of DP-SGD: see <see cref="PrivacyOptions"/>. One thread at a time.</summary>
internal sealed class PrivateSteps
{
    private readonly TrainingTask _task;
    private readonly PrivacyOptions _options;
    private readonly int _seed;
    private readonly ParameterSet _parameters;
    private readonly FusedStep? _fused;
    private readonly UnitRows _units;
    private readonly float[][] _sums; // of the units' gradients, by parameter
    private double[] _lengths = [];

    public PrivateSteps(TrainingTask task, TrainerOptions options, ParameterSet parameters, FusedStep? fused)
    {
        (_task, _options, _seed, _parameters, _fused) = (task, options.Privacy!, options.Seed, parameters, fused);
        _units = task.UnitsOf(_options.Unit);
        SampleRate = Math.Min(1, (double)options.BatchSize / task.Rows);
        NoiseMultiplier = DeepRec.NoiseMultiplier.For(_options.Epsilon, _options.Delta, SampleRate, (long)options.Epochs * task.StepsAnEpoch);
        _sums = parameters.MakeSums();
    }

    /// <summary>q.</summary>
    public double SampleRate { get; }

    /// <summary>σ.</summary>
    public double NoiseMultiplier { get; }

    /// <summary>The lengths of the gradients of the last step's units before they were shortened.</summary>
    public ReadOnlySpan<double> Lengths => _lengths;

    /// <summary>The longest gradient that was added to a sum.</summary>
    public double Longest { get; private set; }

    /// <summary>The sums with their noise, divided, as the optimiser got them last.</summary>
    public IReadOnlyList<float[]> Gradients => _sums;

    /// <exception cref="ArgumentException">The settings, the model or its loss are none that private training is proven for; the message says what, and the cure.</exception>
    public static void Require(TrainingTask task, TrainerOptions options, Optimizer optimizer)
    {
        if (options.Patience is not null) throw Refused("Patience, as it chooses by validation rows without noise", "Leave Patience unset.");
        if (options.MaximumGradientNorm is not null) throw Refused("MaximumGradientNorm", "Set Privacy.ClippingNorm, which shortens the gradient of each unit.");
        if (optimizer.IsLazy) throw Refused("a lazy optimiser, as which rows of a table it moves tells which ids were drawn", "Set Lazy = false.");
        if (task.Stage is { } stage) throw Refused($"training in stages ('{stage.Name}'), as each would spend a budget of its own", "Train a model of one stage.");
        foreach (var (name, module) in task.Module.named_modules())
        {
            if (module.GetType().Name.StartsWith("BatchNorm", StringComparison.Ordinal)) throw Refused($"the layer '{name}' ({module.GetType().Name}), as it mixes the rows of a batch and keeps their means", "Set Normalization to Layer or None.");
        }

        var other = task.Module.named_parameters().FirstOrDefault(p => p.parameter.requires_grad && p.parameter.dtype != ScalarType.Float32);
        if (other.parameter is not null) throw Refused($"the parameter '{other.name}' of {other.parameter.dtype}", "Train in float32.");
    }

    /// <summary>What steps told.</summary>
    public PrivacySpent Spent(long steps) => new(
        steps == 0 ? 0 : new PrivacyLossAccountant(new PrivacyPhase(NoiseMultiplier, SampleRate, steps)).Epsilon(_options.Delta), _options.Delta,
        _options.Unit, NoiseMultiplier, SampleRate, steps, _options.ClippingNorm, _options.CryptographicNoise);

    /// <summary>Draws units and makes <see cref="Gradients"/>; gives the mean loss of their rows, 0 where none was drawn, and how many they are.</summary>
    public (double Loss, int Rows) Run(long step)
    {
        var source = SourceOf(step);
        foreach (float[] sum in _sums) Array.Clear(sum);
        int[] drawn = source.Draw(_units.Count, SampleRate);
        if (_lengths.Length != drawn.Length) _lengths = new double[drawn.Length];
        var (loss, rows) = _units.AreSingle && _fused is { Clips: true } ? AddRows(_fused, drawn, step) : AddUnits(drawn, step);
        double expected = SampleRate * _units.Count;
        foreach (float[] sum in _sums)
        {
            source.Add(sum, NoiseMultiplier * _options.ClippingNorm);
            GradientClipping.Scale<float>(sum, 1 / expected);
        }

        return (rows == 0 ? 0 : loss / rows, rows);
    }

    /// <summary>Where the draws, then the noise, of a step come from.</summary>
    internal NoiseSource SourceOf(long step) => _options.CryptographicNoise ? NoiseSource.Cryptographic() : NoiseSource.Seeded(StableHash.Combine((uint)_seed ^ 0xD9u, (ulong)step));

    // By closed forms, all at once.
    private (double Loss, int Rows) AddRows(FusedStep fused, int[] drawn, long step)
    {
        double loss = fused.RunClipped(drawn, step, _options.ClippingNorm, _lengths);
        _parameters.AddGradients(_sums, 1);
        foreach (double length in _lengths) Longest = Math.Max(Longest, RowClipping.Factor(length, _options.ClippingNorm) * length);
        return (loss, drawn.Length);
    }

    // Unit by unit, each gradient written down.
    private (double Loss, int Rows) AddUnits(int[] drawn, long step)
    {
        double loss = 0;
        int rows = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            int unit = drawn[i];
            var (mean, taught) = _fused is not null ? (_fused.Run(_task.FusedRowsOf(_units[unit]), step), _units[unit].Length) : _parameters.Backward(() => _task.LossOf(_units[unit], step));
            loss += mean * taught;
            rows += taught;
            _lengths[i] = _parameters.GradientNorm();
            double factor = RowClipping.Factor(_lengths[i], _options.ClippingNorm);
            Longest = Math.Max(Longest, factor * _lengths[i]);
            _parameters.AddGradients(_sums, factor);
        }

        return (loss, rows);
    }

    private static ArgumentException Refused(string what, string cure) => new($"Private training does not cover {what}. {cure}");
}
