using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>A model of one's own in few lines: r̂ = b + ⟨p_u, q_i⟩, from TorchSharp's own layers.</summary>
internal sealed record DotProductOptions : RatingPredictorOptions
{
    public int Dimension { get; init; } = 8;

    public override RatingPredictor Create(ModelInputs inputs, long seed) => new DotProduct(inputs, Dimension, (ulong)seed);

    private sealed class DotProduct : RatingPredictor
    {
        private readonly TorchSharp.Modules.Embedding _users;
        private readonly TorchSharp.Modules.Embedding _items;
        private readonly TorchSharp.Modules.Parameter _bias;
        private readonly string _user;
        private readonly string _item;

        public DotProduct(ModelInputs inputs, int dimension, ulong seed) : base(nameof(DotProduct))
        {
            (_user, _item) = (inputs.User!.Name, inputs.Item!.Name);
            _users = nn.Embedding(inputs.User.Size, dimension);
            _items = nn.Embedding(inputs.Item.Size, dimension);
            _bias = nn.Parameter(full(1, inputs.Label.Mean, ScalarType.Float32));
            _bias.DetachFromDisposeScope(); // lives as long as the model, whatever scope is open on this thread
            RegisterComponents();
            using var generator = new Generator(seed, CPU);
            using var noGradient = no_grad();
            foreach (var table in _users.parameters().Concat(_items.parameters())) table.normal_(0, 0.3, generator);
        }

        public override Tensor forward(FeatureBatch batch)
        {
            using var scope = NewDisposeScope();
            return ((_users.call(batch.Ids(_user)) * _items.call(batch.Ids(_item))).sum(1) + _bias).MoveToOuterDisposeScope(); // [B, D] → [B]
        }
    }
}
