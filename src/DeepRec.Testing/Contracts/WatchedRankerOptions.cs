using DeepRec.Models;

namespace DeepRec.Testing;

/// <summary>Settings whose model is made by another's, so that what is trained can be seen.</summary>
/// <param name="Make">Makes it.</param>
internal sealed record WatchedRankerOptions(Func<RankingInputs, long, ItemRanker> Make) : ItemRankerOptions
{
    public override ItemRanker Create(RankingInputs inputs, long seed) => Make(inputs, seed);
}
