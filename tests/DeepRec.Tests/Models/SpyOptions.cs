using DeepRec.Encoders;
using DeepRec.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>A ranker that knows nothing and notes what each row, by its column Number, sees.</summary>
internal sealed record SpyOptions : ItemRankerOptions
{
    public SpyOptions() => Loss = new FullSoftmaxLoss();

    public Dictionary<int, long[]> Seen { get; } = [];

    public override ItemRanker Create(RankingInputs inputs, long seed) => new Spy(Seen);

    private sealed class Spy : ItemRanker
    {
        private readonly Dictionary<int, long[]> _seen;
        private readonly Parameter _weight;

        public Spy(Dictionary<int, long[]> seen) : base(nameof(Spy))
        {
            _seen = seen;
            _weight = nn.Parameter(ones(1, 1));
            RegisterComponents();
        }

        public override int HistoryLength => 5;

        public override Tensor EncodeRequests(FeatureBatch requests)
        {
            if (training)
            {
                long[][] seen = Rankings.Seen(requests.History, HistoryLength);
                float[] numbers = TensorMemory.ToFloats(requests.Numbers("Number"));
                for (int row = 0; row < seen.Length; row++) Assert.True(_seen.TryAdd((int)numbers[row], seen[row]));
            }

            return ones(requests.Size, 1) * _weight;
        }

        public override Tensor EncodeItems(FeatureBatch items) => ones(items.Size, 1) * _weight;

        public override Tensor Score(Tensor requests, Tensor items) => requests.mm(items.t());

        public override Tensor ScorePairs(Tensor requests, Tensor items) => (requests * items).sum(1);
    }
}
