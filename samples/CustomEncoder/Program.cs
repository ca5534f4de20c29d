// An encoder of one's own for a number: radial bumps with learned centres and widths. Buyers like some prices and dislike those between;
// a linear model of the price as it is can only say "the dearer, the better" or the opposite.
using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

BundleTypes.RegisterEncoder<RadialEncoderOptions>("samples-radial"); // its name in a saved file

// 4,000 sales; the noise has the variance 0.0025, which no model can be below in the long run.
var random = new Random(42);
var (train, test) = Split.Random(Dataset.From(Enumerable.Range(0, 4_000).Select(_ => Draw())), testFraction: 0.2, seed: 42);

using var plain = Train(new NumberEncoderOptions());
using var radial = Train(new RadialEncoderOptions { Bumps = 12 });
Console.WriteLine(FormattableString.Invariant($"linear in the price       MSE {plain.Evaluate(test).MeanSquaredError:F4}"));
Console.WriteLine(FormattableString.Invariant($"linear in 12 radial bumps MSE {radial.Evaluate(test).MeanSquaredError:F4}"));

string path = Path.Combine(Path.GetTempPath(), $"custom-encoder-{Guid.NewGuid():N}.deeprec");
radial.Save(path);
using var loaded = Recommender.Load<string, string>(path);
File.Delete(path);
Console.WriteLine($"after saving and loading  same predictions: {loaded.Predict(test).SequenceEqual(radial.Predict(test))}");

Recommender<string, string> Train(FeatureEncoderOptions price) => Recommender.Train<string, string>(train, new RecommenderOptions
{
    Model = new MlpRatingPredictorOptions { HiddenLayers = [], EmbeddingDimension = 1, Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Price"] = price } },
    Trainer = new TrainerOptions { Epochs = 30, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
});

Sale Draw()
{
    double price = 5 + 95 * random.NextDouble();
    double noise = 0.05 * Math.Sqrt(12) * (random.NextDouble() - 0.5);
    return new Sale($"u{random.Next(50)}", $"i{random.Next(40)}", (float)price, (float)(0.5 + 0.3 * Math.Sin(price / 10) + noise));
}

internal sealed record Sale([User] string Buyer, [Item] string Item, [Numeric(About = FeatureRole.Context)] float Price, [Label] float Rating);

// The settings: saved with the model, and what it is built from again after loading.
internal sealed record RadialEncoderOptions : FeatureEncoderOptions
{
    public int Bumps { get; init; } = 8;

    public override FeatureEncoder Create(FeatureInput input, long seed) => input is { Kind: FeatureInputKind.Number, Size: 1 }
        ? new RadialEncoder(input.Name, Bumps)
        : throw new ArgumentException($"A radial encoder reads one number a row; '{input.Name}' is another input.", nameof(input));
}

// The encoder: x_k = exp(−((price − c_k) · s_k)²), k = 1 … D, with centres c spread over ±2 deviations at the start.
internal sealed class RadialEncoder : FeatureEncoder
{
    private readonly string _input;
    private readonly Parameter _centres; // [D]
    private readonly Parameter _sharpness; // [D]

    public RadialEncoder(string input, int bumps) : base(input)
    {
        (_input, OutputWidth) = (input, bumps);
        _centres = nn.Parameter(linspace(-2, 2, bumps));
        _sharpness = nn.Parameter(tensor(Enumerable.Repeat(bumps / 4f, bumps).ToArray()));
        foreach (var parameter in new[] { _centres, _sharpness }) parameter.DetachFromDisposeScope(); // lives as long as the encoder
        RegisterComponents();
    }

    public override int OutputWidth { get; }

    public override Tensor forward(FeatureBatch batch)
    {
        using var scope = NewDisposeScope();
        var distance = (batch.Numbers(_input) - _centres) * _sharpness; // [B, 1] − [D] → [B, D]
        return (distance * distance).neg().exp().MoveToOuterDisposeScope();
    }
}
