using DeepRec.Models;

namespace DeepRec.Tests.Testing;

/// <summary>A ranker with one flaw.</summary>
internal sealed record FlawedRankerOptions : ItemRankerOptions
{
    static FlawedRankerOptions() => BundleTypes.RegisterRanker<FlawedRankerOptions>("tests-flawed-ranker");

    public FlawedRankerOptions() => Loss = new FullSoftmaxLoss();

    public RankerFlaw Flaw { get; init; }

    /// <summary>Not public, so that it is not saved.</summary>
    internal double Shift { get; init; }

    public override ItemRanker Create(RankingInputs inputs, long seed) => new FlawedRanker(Flaw, Shift, inputs, (ulong)seed);
}
