using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// What the rows' users rated and who rated the rows' items. In training a row's own rating is left out of both, so that it cannot be read off; in
/// scoring there is nothing to leave out.
/// </summary>
/// <param name="OfUsers">What the users rated; <see langword="null"/>: what the model kept from training.</param>
/// <param name="OfItems">Who rated the items; <see langword="null"/>: what the model kept from training.</param>
/// <param name="Moments">What the times of the user's ratings say of the row's, shape [B, 13], float32; <see langword="null"/> for models that do not read times.</param>
/// <remarks>Its tensors belong to the dispose scope in which the batch was made.</remarks>
public sealed record RatedHistories(RatedBags? OfUsers, RatedBags? OfItems, Tensor? Moments = null)
{
    /// <summary>Training rows, each without its own rating, in the current dispose scope: to call a model by hand, as a test does.</summary>
    /// <param name="training">Rows as they leave the pipeline, user, item and label among them.</param>
    /// <param name="inputs">The columns that reach the model, such as <see cref="FittedPipeline.Inputs"/>.</param>
    /// <param name="times">What is read of times.</param>
    /// <exception cref="ArgumentException">The rows lack a user or an item as an id, a label, or the time that is to be read.</exception>
    public static RatedHistories Of(Dataset training, IReadOnlyList<FeatureInput> inputs, RatingTimes times = RatingTimes.Ignored)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new TrainingHistories(training, inputs, times).LeaveOneOut(FeatureBatch.Of(training, inputs), [.. Enumerable.Range(0, training.Count)]).Ratings!;
    }

    internal long? WrongRows(int size)
    {
        foreach (var rows in (ReadOnlySpan<Tensor?>)[OfUsers?.Rows, OfItems?.Rows, Moments]) if (rows is not null && rows.shape[0] != size) return rows.shape[0];
        return null;
    }
}
