using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

#pragma warning disable IDE0040 // As a reader writes it.

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/own-parts.md: a step, an encoder and a model of one's own.</summary>
internal static class SnippetsGuideOwn
{
    sealed class ShareOfMaximum(string column) : PreprocessingStep
    {
        public override FittedStep Fit(TrainingSet training) =>
            new FittedShare(column, training.Partitions.SelectMany(p => p.Column<NumberColumn>(column).Values.ToArray()).Where(float.IsFinite).Max());
    }

    sealed record FittedShare(string Column, float Maximum) : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.With(Column, rows.Column<NumberColumn>(Column).Map(x => x / Maximum));
    }

    sealed record PowersOptions : FeatureEncoderOptions
    {
        public int Degree { get; init; } = 2;

        public override FeatureEncoder Create(FeatureInput input, long seed) => input.Kind == FeatureInputKind.Number
            ? new PowersEncoder(input, Degree)
            : throw new ArgumentException($"Powers are of numbers; '{input.Name}' is a {input.Kind}.", nameof(input));
    }

    sealed class PowersEncoder(FeatureInput input, int degree) : FeatureEncoder(input.Name)
    {
        public override int OutputWidth => input.Size * degree;

        public override Tensor forward(FeatureBatch batch)
        {
            using var scope = NewDisposeScope();
            var powers = new List<Tensor> { batch.Numbers(input.Name) }; // [B, width]
            while (powers.Count < degree) powers.Add(powers[^1] * powers[0]);
            return cat(powers, dim: 1).MoveToOuterDisposeScope(); // [B, width · degree]
        }
    }

    sealed record BiasesOptions : RatingPredictorOptions
    {
        public override RatingPredictor Create(ModelInputs inputs, long seed) => new BiasesPredictor(inputs);
    }

    // r̂ = b + b_u + b_i
    sealed class BiasesPredictor : RatingPredictor
    {
        private readonly ModelInputs _inputs;
        private readonly Parameter _mean; // [1]
        private readonly Parameter _users; // [V]
        private readonly Parameter _items; // [V]

        public BiasesPredictor(ModelInputs inputs) : base(nameof(BiasesPredictor))
        {
            _inputs = inputs;
            _mean = nn.Parameter(tensor(new[] { inputs.Label.Mean }));
            _users = nn.Parameter(zeros(inputs.User!.Size));
            _items = nn.Parameter(zeros(inputs.Item!.Size));
            foreach (var parameter in new[] { _mean, _users, _items }) parameter.DetachFromDisposeScope();
            RegisterComponents();
        }

        public override Tensor forward(FeatureBatch batch)
        {
            using var scope = NewDisposeScope();
            using Scalar one = 1.ToScalar(), minimum = _inputs.Label.Minimum.ToScalar(), maximum = _inputs.Label.Maximum.ToScalar();
            var biases = _users.index_select(0, batch.Ids(_inputs.User!.Name)).add(_items.index_select(0, batch.Ids(_inputs.Item!.Name)), one); // [B]
            var rating = biases.add(_mean, one); // [B] + [1]
            return (training ? rating : rating.clamp(minimum, maximum)).MoveToOuterDisposeScope();
        }
    }

    public static void Register()
    {
        BundleTypes.RegisterStep<FittedShare>("myshop-share");
        BundleTypes.RegisterEncoder<PowersOptions>("myshop-powers");
        BundleTypes.RegisterModel<BiasesOptions>("myshop-biases");
    }

    public static Tensor Half(Tensor x, Tensor y)
    {
        using Scalar half = 0.5.ToScalar(), one = 1.ToScalar();
        var mean = x.add(y, one).mul(half); // (x + y) / 2
        return mean;
    }

    public static void Check(Dataset ratings)
    {
        new StepContract(new ShareOfMaximum("Price"), ratings).Verify();
        new EncoderContract(new PowersOptions { Degree = 3 }, new FeatureInput("Price", FeatureInputKind.Number, FeatureRole.Context, Size: 1, Fallback: [0])).Verify();
        using var contract = new RatingPredictorContract(new BiasesOptions()) { SeesInteractions = false };
        contract.Verify();
    }

    public static (RecommenderOptions Encoder, RecommenderOptions Model) Use()
    {
        var pipeline = new PreprocessingPipeline { new FillMissing("Price"), new ShareOfMaximum("Price") };
        foreach (var id in new[] { "UserId", "ItemId" }) pipeline.Add(new CategoryVocabulary(id));

        var withPowers = RecommenderOptions.Recommended with
        {
            Pipeline = pipeline,
            Model = new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Price"] = new PowersOptions { Degree = 3 } } },
        };
        var withBiases = RecommenderOptions.Recommended with { Pipeline = pipeline, Model = new BiasesOptions() };
        return (withPowers, withBiases);
    }
}
