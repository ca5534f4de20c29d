using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>What the trainer, the evaluator, the bundle and the recommender know of a model: a score for each row, and a loss to make small.</summary>
/// <remarks>
/// Deriving: register every layer and parameter (fields and <c>RegisterComponents()</c>, or <c>register_module</c>), seal the class, keep to CPU and float32.
/// Many threads may call it in evaluation mode; training is for one thread.
/// </remarks>
public abstract class RecommenderModel : nn.Module<FeatureBatch, Tensor>
{
    /// <summary>Names the module.</summary>
    protected RecommenderModel(string name) : base(name)
    {
    }

    /// <summary>The loss of a batch: a scalar with a gradient. Where rows may have weights it is <see cref="FeatureBatch.Mean"/> of each row's loss.</summary>
    public abstract Tensor Loss(FeatureBatch batch);

    /// <summary>
    /// The sum over the batch of the squared lengths of the embeddings and biases that belong to the rows' ids, divided by B, each row's times its
    /// <see cref="FeatureBatch.Weights"/>; the trainer adds it, weighted, to the loss. Frequent ids are held back more often, as in the ridge of matrix factorisation.
    /// </summary>
    /// <returns>A scalar, or <see langword="null"/> (the default) where the model has no such embeddings.</returns>
    public virtual Tensor? EmbeddingPenalty(FeatureBatch batch) => null;

    /// <summary>
    /// Whether training batches shall carry <see cref="FeatureBatch.Ratings"/>, each row without its own rating, and what of times.
    /// </summary>
    /// <value>Default <see langword="null"/>: they carry none.</value>
    public virtual RatingTimes? ReadsRatings => null;

    /// <summary>What the model is made of: layers, shapes, parameters, multiply-adds, bytes.</summary>
    public ModelSummary Summary() => ModelSummary.Of(this);

    /// <summary>The settings that it was built from, as text, where there are any: a checkpoint must agree with them.</summary>
    internal virtual string Settings => "";

    /// <summary>Multiply-adds of a row outside dense layers.</summary>
    internal virtual long ExtraMultiplyAdds => 0;

    /// <summary>Whose rows belong in one step, all that there are, such as an item's; <see langword="null"/>: rows are drawn one by one.</summary>
    internal virtual FeatureRole? GroupsRowsBy => null;

    /// <summary>Before training: takes from the rows what no step shall count anew.</summary>
    internal virtual void Begin(Dataset training)
    {
    }

    /// <summary>Its step without autograd; <see langword="null"/> (the default) where there is none for a model of this structure.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="embeddingRegularization">The weight of <see cref="EmbeddingPenalty"/>.</param>
    /// <param name="weights">Of the rows, mean 1; none: all count alike.</param>
    internal virtual FusedStep? Fuse(Dataset training, double embeddingRegularization, float[]? weights = null) => null;

    /// <summary>Scores by its weights as they are now, in plain memory; <see langword="null"/> (the default) where there is no such way for a model of this structure.</summary>
    internal virtual RowScorer? Pack() => null;

    /// <summary>Before rows to watch by are scored: brings up to date what it keeps for scoring.</summary>
    internal virtual void Refresh(Dataset training)
    {
    }

    /// <summary>After training: gives ids that no training row held what is sensible for them.</summary>
    internal virtual void FillUnmet(Dataset training)
    {
    }

    /// <summary>After private training, where no row may be looked at: gives users and items that are not known the mean vector of those that are.</summary>
    internal virtual void FillUnknown()
    {
    }
}
