namespace DeepRec.Models;

/// <summary>A fitted model that scores every item of its catalogue for a request: the one seam of ranking, in evaluation, in serving and when a bundle is checked.</summary>
/// <remarks>Safe from many threads at once. Scores are finite; only their order within a request means something, unless the model says more.</remarks>
internal abstract class ItemScorer : IDisposable
{
    /// <summary>I, how many items the catalogue holds.</summary>
    public abstract int ItemCount { get; }

    /// <summary>What of a request the scores lean on.</summary>
    /// <value>Default: the history.</value>
    public virtual RankingEvidence Evidence => RankingEvidence.History;

    /// <summary>D, how many numbers make the vector of a request or of an item, where the model has vectors in one space whose angles mean likeness; else 0.</summary>
    public virtual int VectorLength => 0;

    /// <summary>The vectors of all items. Shape [I × D].</summary>
    public virtual float[] ItemVectors() => [];

    /// <summary>The vectors of requests. Shape [B × D].</summary>
    public virtual float[] RequestVectors(RankingRequests requests) => [];

    /// <summary>The encodings of all items, where a score is the inner product of a request's encoding with an item's; else <see langword="null"/>.</summary>
    public virtual ItemPanels? Panels => null;

    /// <summary>The encodings of requests that belong to <see cref="Panels"/>. Shape [B × their width].</summary>
    public virtual float[] Encode(RankingRequests requests) => [];

    /// <summary>The same into given memory.</summary>
    /// <param name="requests">B requests, at least one.</param>
    /// <param name="encodings">Shape [B × their width]; filled.</param>
    public virtual void Encode(RankingRequests requests, Span<float> encodings) => Encode(requests).CopyTo(encodings);

    /// <summary>Scores all items for each request.</summary>
    /// <param name="requests">B requests, at least one.</param>
    /// <param name="scores">Shape [B × I], row by row; filled. Items already met are scored like any other.</param>
    public abstract void Score(RankingRequests requests, Span<float> scores);

    /// <summary>How many numbers a layer makes of a request at most, where that may be far more than the request holds.</summary>
    public virtual long LayerOf(RankingRequests requests, int request) => 0;

    /// <summary>All that the model has learned, as named arrays from which <see cref="RankingModelOptions.Restore"/> makes it again.</summary>
    public abstract IReadOnlyList<NamedArray> Export();

    /// <summary>The same model over another catalogue: that of this one, features of items perhaps changed, and more items behind them. Each of the two is disposed of by itself.</summary>
    /// <param name="inputs">The columns that it was fitted for, and the catalogue.</param>
    /// <exception cref="InvalidOperationException">The model knows items by who met them alone.</exception>
    public virtual ItemScorer WithCatalogue(RankingInputs inputs) => throw new InvalidOperationException(
        "The model knows items by who met them alone, so that it can say nothing of new ones. Train a SoftmaxRanker with features of items, or ContentSimilarity; or train again with interactions of theirs.");

    /// <summary>Frees native memory, where there is any.</summary>
    public virtual void Dispose()
    {
    }
}
