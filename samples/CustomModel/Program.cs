// A model of one's own: a factorisation machine (Rendle, ICDM 2010), r̂ = b + Σ w_i + Σ_{i<j} ⟨v_i, v_j⟩ over the inputs of a row.
// The library's trainer, evaluation, saved file and recommender take it as they take the one that comes along.
using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

BundleTypes.RegisterModel<FactorizationMachineOptions>("samples-factorization-machine"); // its name in a saved file

var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 500, Items = 200, Ratings = 30_000 });
var (train, test) = Split.Random(shop.ToDataset(), testFraction: 0.2, seed: 42);

using var linear = Train(new MlpRatingPredictorOptions { HiddenLayers = [], EmbeddingDimension = 1 });
using var machine = Train(new FactorizationMachineOptions { Dimension = 8 });
Console.WriteLine(FormattableString.Invariant($"linear model             MSE {linear.Evaluate(test).MeanSquaredError:F4}"));
Console.WriteLine(FormattableString.Invariant($"factorisation machine    MSE {machine.Evaluate(test).MeanSquaredError:F4}"));

string path = Path.Combine(Path.GetTempPath(), $"custom-model-{Guid.NewGuid():N}.deeprec");
machine.Save(path);
using var loaded = Recommender.Load<string, string>(path);
File.Delete(path);
Console.WriteLine($"after saving and loading same predictions: {loaded.Predict(test).SequenceEqual(machine.Predict(test))}");
Console.WriteLine($"for u1: {string.Join(", ", loaded.Recommend("u1", count: 3).Select(r => FormattableString.Invariant($"{r.Item} ({r.Score:F2})")))}");

Recommender<string, string> Train(RatingPredictorOptions model) => Recommender.Train<string, string>(train, new RecommenderOptions
{
    Pipeline = Ids(),
    Model = model,
    Trainer = new TrainerOptions { Epochs = 12, EmbeddingRegularization = 0.01, Optimizer = new AdamOptions { LearningRate = 5e-3 } },
});

// Every input as an id: text by a vocabulary, numbers in ten buckets of equally many rows.
PreprocessingPipeline Ids()
{
    var pipeline = new PreprocessingPipeline { Bucketize.Quantile("Age", 10), Bucketize.Quantile("Price", 10) };
    foreach (var feature in train.Schema.Where(f => f.Kind == FeatureKind.Category)) pipeline.Add(new CategoryVocabulary(feature.Name));
    return pipeline;
}

// The settings: saved with the model, and what it is built from again after loading.
internal sealed record FactorizationMachineOptions : RatingPredictorOptions
{
    public int Dimension { get; init; } = 8;

    public override RatingPredictor Create(ModelInputs inputs, long seed) => new FactorizationMachine(this, inputs, seed);
}

internal sealed class FactorizationMachine : RatingPredictor
{
    private readonly ModuleList<FeatureEncoder> _encoders; // of each input: v_i and w_i, D + 1 numbers an id
    private readonly Parameter _bias;
    private readonly int _dimension;
    private readonly LabelStatistics _label;

    public FactorizationMachine(FactorizationMachineOptions options, ModelInputs inputs, long seed) : base(nameof(FactorizationMachine))
    {
        (_dimension, _label) = (options.Dimension, inputs.Label);
        var encoder = new CategoryEncoderOptions { Dimension = options.Dimension + 1 };
        _encoders = nn.ModuleList([.. inputs.Features.Select((input, i) => encoder.Create(input, seed + i))]);
        _bias = nn.Parameter(tensor(new[] { inputs.Label.Mean }));
        _bias.DetachFromDisposeScope(); // lives as long as the model
        RegisterComponents();
    }

    public override Tensor forward(FeatureBatch batch)
    {
        using var scope = NewDisposeScope();
        var inputs = Encode(batch); // [B, F, D + 1]
        var v = inputs.narrow(2, 0, _dimension); // [B, F, D]
        // Numbers are held: the collector may free one that is made on the way while libtorch reads it.
        using Scalar one = 1.ToScalar(), half = 0.5.ToScalar(), minimum = _label.Minimum.ToScalar(), maximum = _label.Maximum.ToScalar();
        var sum = v.sum(1); // [B, D]
        var pairs = (sum * sum - (v * v).sum(1)).sum(1).mul(half); // [B]: Σ_{i<j} ⟨v_i, v_j⟩ without a loop over pairs
        var rating = inputs.select(2, _dimension).sum(1).add(_bias, one).add(pairs, one); // [B]
        return (training ? rating : rating.clamp(minimum, maximum)).MoveToOuterDisposeScope();
    }

    // What the trainer's EmbeddingRegularization holds back.
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        using var scope = NewDisposeScope();
        using var size = Math.Max(1, batch.Size).ToScalar();
        var inputs = Encode(batch); // [B, F, D + 1]
        return (inputs * inputs).sum().div(size).MoveToOuterDisposeScope();
    }

    private Tensor Encode(FeatureBatch batch) => stack(_encoders.Select(e => e.call(batch)), dim: 1); // F × [B, D + 1] → [B, F, D + 1]
}
