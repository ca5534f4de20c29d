using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// A model that ranks items: scores f(u, i) of K candidates for B requests, and with them P(i|u) = exp f(u, i) / Σ_j exp f(u, j).
/// <c>call(requests, items)</c> gives them as [B, K].
/// </summary>
/// <remarks>
/// It works in two moves, so that each request and each item is encoded once however many pairs they make: <see cref="EncodeRequests"/> and
/// <see cref="EncodeItems"/>, then a score for every pair (<see cref="Score"/>) or for pairs side by side (<see cref="ScorePairs"/>), which must agree.
/// Deriving: register every layer and parameter, seal the class, keep to CPU and float32. Many threads may call it in evaluation mode; training is for one thread.
/// </remarks>
public abstract class ItemRanker : nn.Module<FeatureBatch, FeatureBatch, Tensor>
{
    /// <summary>Names the module.</summary>
    protected ItemRanker(string name) : base(name)
    {
    }

    /// <summary>How many of the items that a user met so far a request is to carry in <see cref="FeatureBatch.History"/>, the newest.</summary>
    /// <value>Default 0: none is read.</value>
    public virtual int HistoryLength => 0;

    /// <summary>
    /// Whether what a request makes of its history depends on all the items of the sequence that it stands in, from the first on, as a recurrent network's
    /// state does. Sequences in training then hold no more than <see cref="HistoryLength"/> items, so that requests there are those of serving.
    /// </summary>
    /// <value>Default <see langword="false"/>: on the newest items before its own end alone.</value>
    public virtual bool ReadsHistoryFromStart => false;

    /// <summary>Whether a request without a history says anything at all; where not, a user's first interaction teaches nothing and is left out.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public virtual bool BearsEmptyHistory => true;

    /// <summary>What the model knows of each request. [B] → [B, U].</summary>
    public abstract Tensor EncodeRequests(FeatureBatch requests);

    /// <summary>What the model knows of each item. [K] → [K, E].</summary>
    public abstract Tensor EncodeItems(FeatureBatch items);

    /// <summary>Every request with every item. [B, U] and [K, E] → [B, K].</summary>
    public abstract Tensor Score(Tensor requests, Tensor items);

    /// <summary>Request b with item b. [B, U] and [B, E] → [B].</summary>
    public abstract Tensor ScorePairs(Tensor requests, Tensor items);

    /// <inheritdoc/>
    public sealed override Tensor forward(FeatureBatch requests, FeatureBatch items)
    {
        using var scope = NewDisposeScope();
        return Score(EncodeRequests(requests), EncodeItems(items)).MoveToOuterDisposeScope(); // [B, K]
    }

    /// <summary>What a request carries of the past: by default the one history that <see cref="HistoryLength"/> asks for.</summary>
    internal virtual IReadOnlyList<HistoryReading> Histories => HistoryLength == 0 ? [] : [new HistoryReading(HistoryLength, ReadsHistoryFromStart)];

    /// <summary>The settings that it was built from, as text, where there are any: a checkpoint must agree with them.</summary>
    internal virtual string Settings => "";

    /// <summary>Whether the user's id says something, where it is an input.</summary>
    internal virtual bool ReadsUserId => true;

    /// <summary>How many numbers a pair makes on its way to a score: what bounds a block of pairs.</summary>
    internal virtual int PairWidth => 1;

    /// <summary>How many numbers of a request's and of an item's encoding, the first ones, are vectors in one space whose angles mean likeness; 0 where none are.</summary>
    internal virtual int VectorLength => 0;

    /// <summary>Whether a score is the inner product of the two encodings and nothing else, so that a search of the catalogue may stand in for the scores of all items.</summary>
    internal virtual bool ScoresAreProducts => false;

    /// <summary>Tables whose rows, side by side, are the vector that an item has of its own; none where a model has no such.</summary>
    internal virtual IReadOnlyList<EmbeddingTable> ItemTables => [];

    /// <summary>As <see cref="EncodeItems(FeatureBatch)"/>, with such vectors in the place of those of the tables. [K] and [K, D] → [K, E].</summary>
    internal virtual Tensor EncodeItemsBy(FeatureBatch items, Tensor vectors) => throw new NotSupportedException($"{GetName()} has no vectors of items.");

    /// <summary>What it is, said without TorchSharp, so that it is run without; <see langword="null"/> (the default) where there is no such way for a ranker of this structure.</summary>
    /// <param name="inputs">What it was built for, over any catalogue.</param>
    internal virtual FactoredPlan? Plan(RankingInputs inputs) => null;

    /// <summary>A step without autograd under a loss that is a softmax; <see langword="null"/> where there is none.</summary>
    internal virtual FusedStep? Fuse(RankingData data, RankingObjective objective, bool isLazy, int threads) => null;

    /// <summary>Whether <see cref="Start"/> reads who met what.</summary>
    internal virtual bool StartsFromRows => false;

    /// <summary>Before training: gives the vectors of items what is known of them.</summary>
    internal virtual void Start(RankingData data, ulong seed)
    {
    }

    /// <summary>Before an update: gives the vectors of items that came later what is known of them.</summary>
    internal virtual void Place(RankingLessons lessons)
    {
    }

    /// <summary>After training: gives ids that no interaction held what is sensible for them.</summary>
    internal virtual void FillUnmet(RankingData data)
    {
    }

    /// <summary>After private training, where no interaction may be looked at: gives users and items that are not known the mean vector of those that are.</summary>
    internal virtual void FillUnknown()
    {
    }
}
