using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

public sealed class CreateDetachedTests
{
    [Fact]
    public void OwnParametersOutliveTheScopeOfTheCaller()
    {
        RatingPredictor model;
        using (NewDisposeScope()) model = new ConstantOptions().CreateDetached(new ModelInputs([], new LabelStatistics(3, 1, 1, 5, [])), seed: 0);

        using (model) Assert.Equal(3f, model.parameters().Single().data<float>()[0]);
    }

    private sealed record ConstantOptions : RatingPredictorOptions
    {
        public override RatingPredictor Create(ModelInputs inputs, long seed) => new Constant(inputs.Label.Mean);
    }

    private sealed class Constant : RatingPredictor
    {
        private readonly TorchSharp.Modules.Parameter _value;

        public Constant(float value) : base(nameof(Constant))
        {
            _value = nn.Parameter(full(1, value, ScalarType.Float32));
            RegisterComponents();
        }

        public override Tensor forward(FeatureBatch batch) => _value.expand(batch.Size); // [1] → [B]
    }
}
