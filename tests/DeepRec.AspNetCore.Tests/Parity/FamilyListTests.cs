using DeepRec.Models;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>A family that the library has and the lists do not is a family whose parity nobody sees.</summary>
public sealed class FamilyListTests
{
    [Fact]
    public void EveryModelOfRatingsIsListed() => Same(Kinds<RatingPredictorOptions>(), RatingFamilies.All.Values.Select(family => family.Model.GetType()));

    [Fact]
    public void EveryModelOfRankingsIsListed() => Same(Kinds<RankingModelOptions>(), RankingFamilies.All.Values.Select(family => family.Model.GetType()));

    [Fact]
    public void EveryScorerOfTheSoftmaxRankerIsListed() =>
        Same(Kinds<RankingScorer>(), RankingFamilies.All.Values.Select(family => family.Model).OfType<SoftmaxRankerOptions>().Select(model => model.Scorer.GetType()));

    private static IEnumerable<Type> Kinds<TBase>() => typeof(TBase).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TBase)));

    private static void Same(IEnumerable<Type> there, IEnumerable<Type> listed) =>
        Assert.Equal(there.Select(type => type.Name).Order(StringComparer.Ordinal), listed.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal));
}
