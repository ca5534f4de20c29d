using DeepRec.Models;
using DeepRec.Tests.Models;
using DeepRec.Tests.Tensors;
using static DeepRec.Tests.Updates.Ratings;

namespace DeepRec.Tests.Updates;

/// <summary>Updates of each kind of model of ratings, and of several together.</summary>
public sealed class UpdateEveryRatingModelTests
{
    public static TheoryData<string> Names => [.. ModelSettings.All.Keys, "Ensemble"];

    [Theory]
    [MemberData(nameof(Names))]
    public void ItLearnsWhatIsNewAndIsSavedAndLoadedAsItIs(string name)
    {
        RatingPredictorOptions model = name == "Ensemble"
            ? new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = ModelSettings.Article }, new RatingEnsembleMember { Model = ModelSettings.Recommended }] }
            : ModelSettings.All[name];
        using var before = Train(Options with { Model = model });
        using var after = before.Updated(Later);
        using var folder = new TemporaryFolder();
        after.Save(folder.File("updated.deeprec"));
        using var loaded = Recommender.Load<string, string>(folder.File("updated.deeprec"));

        Assert.Equal((Users + 1, Items + 1), (after.UserCount, after.ItemCount));
        Assert.True(after.LastUpdate!.LossAfter < after.LastUpdate.LossBefore, $"{after.LastUpdate.LossBefore} to {after.LastUpdate.LossAfter}");
        Assert.True(after.Evaluate(Dataset.From(Later)).RootMeanSquaredError < before.Evaluate(Dataset.From(Later)).RootMeanSquaredError);
        Assert.Equal(All(after), All(loaded));
        Assert.Equal(name != "Ensemble", after.LastUpdate.MomentsCarriedOver);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OneRowSuffices(string name)
    {
        if (name is "Ensemble" or nameof(ModelSettings.BatchNormalized)) return;
        using var before = Train(Options with { Model = ModelSettings.All[name] });
        using var after = before.Updated(Later[..1], Update with { ReplayShare = 0 });

        Assert.True(float.IsFinite(after.Predict("u0", "fresh")));
    }
}
