using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>
/// What models, the saved file and the recommender rely on in a feature encoder of your own, as checks for any test framework: each throws a
/// <see cref="ContractException"/> that says what was expected, what was found, and the cure.
/// </summary>
/// <remarks>The rows that it is tried on are made for the input: every id, reserved ones included; bags of none, one and several; numbers large and small, and missing; vectors. The checks may run beside other tests.</remarks>
public sealed class EncoderContract
{
    private readonly FeatureEncoderOptions _options;
    private readonly FeatureInput _input;
    private readonly Dataset _rows;

    /// <summary>Takes the settings of the encoder to be checked, and an input that suits it.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="input">One of <see cref="FittedPipeline.Inputs"/>, or one made by hand. Ids: three at least are reserved.</param>
    public EncoderContract(FeatureEncoderOptions options, FeatureInput input)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        (_options, _input, _rows) = (options, input, EncodedRows.Of(input));
    }

    /// <summary>Runs every check.</summary>
    /// <exception cref="ContractException">One or more fail; the message holds a line for each.</exception>
    public void Verify() => Contract.HoldAll(
        RegistersEveryParameter, SavesEachTensorOnce, VectorsHaveTheOutputWidth, VectorsAreFinite, VectorsAreDeterministic, VectorsDoNotDependOnTheBatch,
        GradientsAreFinite, TheSeedDecidesTheStartValues, SavedWeightsGiveTheSameVectors, SettingsSaveAndLoad, ManyThreadsEncodeAlike, EncodingLeavesNoTensorBehind);

    /// <summary>Every parameter and layer that a field holds is registered: else it is neither trained nor saved.</summary>
    public void RegistersEveryParameter() => Hold(() => WithNew(ModuleChecks.RegistersEveryParameter));

    /// <summary>No tensor is saved under two names.</summary>
    public void SavesEachTensorOnce() => Hold(() => WithNew(ModuleChecks.SavesEachTensorOnce));

    /// <summary>0, 1, 2 and a ragged number of rows give vectors of shape [B, OutputWidth].</summary>
    public void VectorsHaveTheOutputWidth() => Hold(() => WithNew(encoder =>
    {
        ReadOnlySpan<int> sizes = [0, 1, 2, _rows.Count];
        foreach (int size in sizes) Encode(encoder, _rows.Select([.. Enumerable.Range(0, size)]));
    }));

    /// <summary>Every vector is finite: of padding, of missing values, of ids not in the vocabulary, of large numbers.</summary>
    public void VectorsAreFinite() => Hold(() => WithNew(encoder => TensorValues.AreFinite(
        Encode(encoder, _rows), "vectors of rows of every kind", "give the ids 0 (padding), 1 (missing) and 2 (unknown) rows like any other, and divide by no length that may be 0")));

    /// <summary>The same rows twice have the same vectors, to the bit.</summary>
    public void VectorsAreDeterministic() => Hold(() => WithNew(encoder => TensorValues.AreEqual(
        Encode(encoder, _rows), Encode(encoder, _rows), 0, "the same vectors for the same rows", "draw nothing at random in evaluation mode: test the module's training flag")));

    /// <summary>The vector of a row is the same alone, in pairs and among all, to 1e-6.</summary>
    public void VectorsDoNotDependOnTheBatch() => Hold(() => WithNew(encoder =>
    {
        float[] together = Encode(encoder, _rows);
        ReadOnlySpan<int> sizes = [1, 2];
        foreach (int size in sizes)
        {
            float[] apart = [.. Enumerable.Range(0, _rows.Count).Chunk(size).SelectMany(rows => Encode(encoder, _rows.Select(rows)))];
            TensorValues.AreEqual(together, apart, 1e-6, $"the same vectors in batches of {size}", "take no mean, maximum or normalisation over the rows of a batch in evaluation mode");
        }
    }));

    /// <summary>After a backward pass every parameter has a gradient, each of its numbers is finite, and some are not 0.</summary>
    public void GradientsAreFinite() => Hold(() => WithNew(encoder => ModuleChecks.GradientsAreFinite(encoder, () =>
    {
        var vectors = encoder.call(FeatureBatch.Of(_rows, [_input])); // [B, D]
        float[] weights = [.. Enumerable.Range(0, checked((int)vectors.numel())).Select(i => MathF.Sin(i + 1))];
        return (vectors * tensor(weights).reshape(vectors.shape)).sum(); // [B, D] → []
    })));

    /// <summary>The same seed gives the same start values, to the bit.</summary>
    public void TheSeedDecidesTheStartValues() => Hold(() => WithNew(one => WithNew(other => TensorValues.AreEqual(
        Encode(one, _rows), Encode(other, _rows), 0, "the same vectors from the same seed", "take start values from the seed that Create is given (new Generator(seed) and the initialisers that accept one), not from torch's global generator"))));

    /// <summary>What would be saved, copied into an encoder of another seed, gives the same vectors to the bit.</summary>
    public void SavedWeightsGiveTheSameVectors() => Hold(() => WithNew(one => WithNew(
        other =>
        {
            ModuleChecks.CopyState(one, other);
            TensorValues.AreEqual(Encode(one, _rows), Encode(other, _rows), 0, "the same vectors from the same weights", "register everything that vectors depend on as a parameter or a buffer");
        },
        seed: 7)));

    /// <summary>The settings, written as in a saved file and read back, build the same encoder.</summary>
    public void SettingsSaveAndLoad() => Hold(() =>
    {
        string json = JsonSerializer.Serialize(new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { [_input.Name] = _options } });
        var loaded = JsonSerializer.Deserialize<MlpRatingPredictorOptions>(json)!.Encoders[_input.Name];
        using var rebuilt = Create(loaded, seed: 42);
        WithNew(encoder =>
        {
            const string Cure = "let public properties of the options hold all settings";
            if (encoder.OutputWidth != rebuilt.OutputWidth) throw Contract.Broken($"the output width {encoder.OutputWidth} after loading", $"{rebuilt.OutputWidth}", Cure);
            TensorValues.AreEqual(Encode(encoder, _rows), Encode(rebuilt, _rows), 0, "the same vectors after loading", Cure);
        });
    });

    /// <summary>Four threads, each with the rows in an order of its own, get the vectors that one gets.</summary>
    public void ManyThreadsEncodeAlike() => Hold(() => WithNew(encoder =>
    {
        float[][] alone = [.. Encode(encoder, _rows).Chunk(Math.Max(1, encoder.OutputWidth))];
        ManyThreads.Agree(
            thread => [.. Enumerable.Range(0, _rows.Count).Select(i => (i + 5 * thread) % _rows.Count)],
            order => Encode(encoder, _rows.Select(order)), order => [.. order.SelectMany(row => alone[row])]);
    }));

    /// <summary>Encoding again and again leaves no tensor alive.</summary>
    public void EncodingLeavesNoTensorBehind() => Hold(() => WithNew(encoder => ModuleChecks.LeavesNoTensorBehind(() => Encode(encoder, _rows), "calls")));

    private float[] Encode(FeatureEncoder encoder, Dataset rows)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var vectors = encoder.call(FeatureBatch.Of(rows, [_input])); // [B, D]
        if (vectors.Dimensions == 2 && vectors.shape[0] == rows.Count && vectors.shape[1] == encoder.OutputWidth) return TensorValues.Of(vectors);
        throw Contract.Broken(
            string.Create(CultureInfo.InvariantCulture, $"shape [{rows.Count}, {encoder.OutputWidth}], the rows by OutputWidth"), $"shape {TensorValues.Shape(vectors)}",
            "let OutputWidth say what forward gives, also for one row and for none");
    }

    private FeatureEncoder Create(FeatureEncoderOptions options, long seed)
    {
        TorchRuntime.EnsureLoaded();
        var encoder = options.Create(_input, seed);
        foreach (var tensor in encoder.parameters().Concat(encoder.buffers())) tensor.DetachFromDisposeScope(); // whatever scope the caller has open
        encoder.eval();
        return encoder;
    }

    private void WithNew(Action<FeatureEncoder> check, long seed = 42)
    {
        using var encoder = Create(_options, seed);
        check(encoder);
    }

    private void Hold(Action check, [CallerMemberName] string name = "") => Contract.Hold(_options, name, check);
}
