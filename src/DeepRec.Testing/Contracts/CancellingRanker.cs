using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>Another ranker, whose training is cancelled during its n-th step. Owns it.</summary>
internal sealed class CancellingRanker : ItemRanker
{
    private readonly ItemRanker _inner;
    private readonly int _lastStep;
    private readonly Action _cancel;

    public CancellingRanker(ItemRanker inner, int lastStep, Action cancel) : base(nameof(CancellingRanker))
    {
        (_inner, _lastStep, _cancel) = (inner, lastStep, cancel);
        RegisterComponents();
    }

    /// <summary>How many steps have begun: each encodes its requests once.</summary>
    public int Steps { get; private set; }

    public override int HistoryLength => _inner.HistoryLength;

    public override bool BearsEmptyHistory => _inner.BearsEmptyHistory;

    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        if (training && ++Steps == _lastStep) _cancel();
        return _inner.EncodeRequests(requests); // [B, U]
    }

    public override Tensor EncodeItems(FeatureBatch items) => _inner.EncodeItems(items); // [K, E]

    public override Tensor Score(Tensor requests, Tensor items) => _inner.Score(requests, items); // [B, K]

    public override Tensor ScorePairs(Tensor requests, Tensor items) => _inner.ScorePairs(requests, items); // [B]
}
