using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>A model of one's own in few lines: r̂ = b + ⟨p_u, q_i⟩, from two tables of its own.</summary>
internal sealed record DotProductOptions : RatingPredictorOptions
{
    static DotProductOptions() => BundleTypes.RegisterModel<DotProductOptions>("tests-dot-product");

    public int Dimension { get; init; } = 8;

    public override RatingPredictor Create(ModelInputs inputs, long seed) => new DotProduct(inputs, Dimension, (ulong)seed);

    private sealed class DotProduct : RatingPredictor
    {
        private readonly TorchSharp.Modules.Parameter _users;
        private readonly TorchSharp.Modules.Parameter _items;
        private readonly TorchSharp.Modules.Parameter _bias;
        private readonly string _user;
        private readonly string _item;

        public DotProduct(ModelInputs inputs, int dimension, ulong seed) : base(nameof(DotProduct))
        {
            (_user, _item) = (inputs.User!.Name, inputs.Item!.Name);
            var random = new SeededRandom(seed);
            _users = Table(inputs.User.Size, dimension, ref random);
            _items = Table(inputs.Item.Size, dimension, ref random);
            _bias = nn.Parameter(full(1, inputs.Label.Mean, ScalarType.Float32));
            _bias.DetachFromDisposeScope(); // lives as long as the model, whatever scope is open on this thread
            RegisterComponents();
        }

        public override Tensor forward(FeatureBatch batch)
        {
            using var scope = NewDisposeScope();
            return ((_users.index_select(0, batch.Ids(_user)) * _items.index_select(0, batch.Ids(_item))).sum(1) + _bias).MoveToOuterDisposeScope(); // [B, D] → [B]
        }

        private static TorchSharp.Modules.Parameter Table(int rows, int dimension, ref SeededRandom random)
        {
            var values = new float[rows * dimension];
            foreach (ref float value in values.AsSpan()) value = (float)(0.3 * random.NextGaussian());
            var table = nn.Parameter(TensorMemory.FromFloats(values, rows, dimension)); // [V, D]
            table.DetachFromDisposeScope();
            return table;
        }
    }
}
