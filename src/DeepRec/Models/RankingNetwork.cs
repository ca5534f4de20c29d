using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The inside of a <see cref="SoftmaxRanker"/>: as <see cref="ItemRanker"/>, for one way to score.</summary>
internal abstract class RankingNetwork(string name) : nn.Module(name)
{
    public virtual int HistoryLength => 0;

    public virtual bool ReadsHistoryFromStart => false;

    public virtual IReadOnlyList<HistoryReading> Histories => HistoryLength == 0 ? [] : [new HistoryReading(HistoryLength, ReadsHistoryFromStart)];

    public virtual bool BearsEmptyHistory => true;

    /// <summary>Whether the user's id says something, where it is an input.</summary>
    public virtual bool ReadsUserId => true;

    /// <summary>How many numbers a pair makes on its way to a score: what bounds a block of pairs.</summary>
    public virtual int PairWidth => 1;

    /// <summary>How many numbers of the encodings, the first ones, are vectors in one space; 0 where none are.</summary>
    public virtual int VectorLength => 0;

    /// <summary>Whether a score is the inner product of the two encodings and nothing else.</summary>
    public virtual bool ScoresAreProducts => false;

    public abstract Tensor EncodeRequests(FeatureBatch requests); // [B] → [B, U]

    public abstract Tensor EncodeItems(FeatureBatch items); // [K] → [K, E]

    /// <summary>Tables whose rows, side by side, are the vector that an item has of its own.</summary>
    public virtual IReadOnlyList<EmbeddingTable> ItemTables => [];

    /// <summary>As <see cref="EncodeItems(FeatureBatch)"/>, with such vectors in the place of those of the tables. [K] and [K, D] → [K, E].</summary>
    public virtual Tensor EncodeItemsBy(FeatureBatch items, Tensor vectors) => throw new NotSupportedException($"{GetName()} has no vectors of items.");

    public abstract Tensor Score(Tensor requests, Tensor items); // [B, U], [K, E] → [B, K]

    public abstract Tensor ScorePairs(Tensor requests, Tensor items); // [B, U], [B, E] → [B]

    /// <inheritdoc cref="ItemRanker.StartsFromRows"/>
    public virtual bool StartsFromRows => false;

    /// <summary>Gives the vectors of the items what is known of them before training.</summary>
    public virtual void Start(RankingData data, ulong seed)
    {
    }

    /// <summary>Before an update: gives the vectors of items that came later what is known of them.</summary>
    public virtual void Place(RankingLessons lessons)
    {
    }

    /// <summary>What it is, said without TorchSharp; <see langword="null"/> where there is no such way.</summary>
    /// <param name="inputs">What it was built for, over any catalogue.</param>
    public virtual FactoredPlan? Plan(RankingInputs inputs) => null;

    /// <summary>What a step without autograd is made of; <see langword="null"/> where there is none.</summary>
    public virtual FusedRankerPlan? Fuse(RankingData data) => null;

    public virtual void FillUnmet(RankingData data)
    {
    }

    /// <inheritdoc cref="ItemRanker.FillUnknown"/>
    public virtual void FillUnknown()
    {
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected sealed override void RegisterComponents()
    {
    }
}
