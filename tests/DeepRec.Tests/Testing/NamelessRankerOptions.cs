using DeepRec.Models;

namespace DeepRec.Tests.Testing;

/// <summary>Settings that nobody registered.</summary>
internal sealed record NamelessRankerOptions : ItemRankerOptions
{
    public override ItemRanker Create(RankingInputs inputs, long seed) => new FlawedRanker(RankerFlaw.None, 0, inputs, (ulong)seed);
}
