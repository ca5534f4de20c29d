using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>Another model, whose training is cancelled during its n-th step. Owns it.</summary>
internal sealed class CancellingPredictor : RatingPredictor
{
    private readonly RatingPredictor _inner;
    private readonly int _lastStep;
    private readonly Action _cancel;

    public CancellingPredictor(RatingPredictor inner, int lastStep, Action cancel) : base(nameof(CancellingPredictor))
    {
        (_inner, _lastStep, _cancel) = (inner, lastStep, cancel);
        RegisterComponents();
    }

    /// <summary>How many steps have begun.</summary>
    public int Steps { get; private set; }

    public override RatingTimes? ReadsRatings => _inner.ReadsRatings;

    public override Tensor forward(FeatureBatch batch) => _inner.call(batch); // [B]

    public override Tensor Loss(FeatureBatch batch)
    {
        if (++Steps == _lastStep) _cancel();
        return _inner.Loss(batch);
    }

    public override Tensor? EmbeddingPenalty(FeatureBatch batch) => _inner.EmbeddingPenalty(batch);
}
