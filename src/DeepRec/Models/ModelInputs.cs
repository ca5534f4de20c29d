using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>What a model is built for: the columns that reach it, and the labels it is to predict.</summary>
/// <param name="Features">The columns, in order.</param>
/// <param name="Label">The training labels in short.</param>
public sealed record ModelInputs(IReadOnlyList<FeatureInput> Features, LabelStatistics Label)
{
    /// <summary>The user's id, where it reaches the model as an id.</summary>
    public FeatureInput? User => Features.FirstOrDefault(f => f is { Role: FeatureRole.User, Kind: FeatureInputKind.Id });

    /// <summary>The item's id, where it reaches the model as an id.</summary>
    public FeatureInput? Item => Features.FirstOrDefault(f => f is { Role: FeatureRole.Item, Kind: FeatureInputKind.Id });
}
