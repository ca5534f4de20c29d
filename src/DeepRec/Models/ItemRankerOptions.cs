using System.Runtime.CompilerServices;

namespace DeepRec.Models;

/// <summary>Settings of a ranker that is trained by gradients, from which it is built, again after loading.</summary>
/// <remarks>Derive a sealed record to bring a ranker of your own; its public properties are saved, under the name given to <see cref="BundleTypes"/>.</remarks>
public abstract record ItemRankerOptions : RankingModelOptions
{
    /// <summary>What training makes small.</summary>
    /// <value>Default <see cref="SampledSoftmaxLoss"/>, unless a model says otherwise.</value>
    public RankingLoss Loss { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new SampledSoftmaxLoss();

    /// <summary>Builds the model with its start values.</summary>
    /// <param name="inputs">The columns that reach it, and the catalogue.</param>
    /// <param name="seed">Governs the start values.</param>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    public abstract ItemRanker Create(RankingInputs inputs, long seed);

    /// <summary>What the model is, said without TorchSharp; <see langword="null"/> (the default) where there is no such way for a model of this structure.</summary>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    internal virtual FactoredPlan? Plan(RankingInputs inputs) => null;

    /// <summary>Builds a model whose parameters and buffers outlive whatever dispose scope is open on the calling thread.</summary>
    internal ItemRanker CreateDetached(RankingInputs inputs, long seed)
    {
        var model = Create(inputs, seed);
        foreach (var parameter in model.parameters()) parameter.DetachFromDisposeScope();
        foreach (var buffer in model.buffers()) buffer.DetachFromDisposeScope();
        return model;
    }

    /// <summary>Before training: gives the model what is known without it.</summary>
    internal virtual void Start(ItemRanker ranker, RankingData data, RankingFit fit) => ranker.Start(data, StableHash.Combine((uint)fit.Seed, 4));

    /// <summary>What the model is trained by.</summary>
    internal virtual TrainingTask CreateTask(ItemRanker ranker, RankingData data, RankingFit fit) => new RankerTask(ranker, Loss, data, fit);

    internal sealed override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        var ranker = CreateDetached(data.Inputs, fit.Seed);
        try
        {
            Start(ranker, data, fit);
            fit.Train!(CreateTask(ranker, data, fit));
            return RankerScorer.Of(ranker, data.Inputs);
        }
        catch
        {
            ranker.Dispose();
            throw;
        }
    }

    /// <summary>Whether some interactions teach the model anything.</summary>
    internal virtual bool HasLesson(ItemRanker ranker, Interactions interactions) => interactions.AnyTarget((user, k) => ranker.BearsEmptyHistory || interactions.Before(k) > interactions.Offsets[user]);

    internal sealed override bool LearnsFromAllRows => false;

    internal sealed override bool CanGrow(ItemScorer known, RankingInputs inputs)
    {
        using var ranker = CreateDetached(inputs, seed: 0);
        return GrownWeights.Fit(ranker, known.Export());
    }

    internal sealed override ItemScorer Update(ItemScorer known, RankingLessons lessons, RankingFit fit)
    {
        var ranker = CreateDetached(lessons.Data.Inputs, fit.Seed);
        try
        {
            GrownWeights.Restore(ranker, known.Export());
            ranker.Place(lessons);
            if (fit.Train is not null && HasLesson(ranker, lessons.Fresh))
            {
                var fresh = CreateTask(ranker, lessons.Data with { Interactions = lessons.Fresh }, fit);
                double before = UpdateTask.LossOf(fresh);
                if (lessons.Background is { } background && CreateTask(ranker, lessons.Data with { Interactions = background }, fit) is RankerTask task) task.PlaceNewItems(lessons);
                fit.Train(new UpdateTask(CreateTask(ranker, lessons.Data, fit)));
                lessons.Note(before, UpdateTask.LossOf(fresh));
            }

            return RankerScorer.Of(ranker, lessons.Data.Inputs);
        }
        catch
        {
            ranker.Dispose();
            throw;
        }
    }

    internal sealed override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        foreach (var array in arrays) array.RequireFinite();
        using var budget = WeightBudget.Of(arrays);
        FactoredPlan? plan;
        using (WeightBudget.Of(arrays)) plan = Plan(inputs);
        return plan is null ? RestoreModule(inputs, arrays) : new TowerScorer(plan, arrays, inputs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it mentions TorchSharp
    private RankerScorer RestoreModule(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var ranker = CreateDetached(inputs, seed: 0);
        try
        {
            ModelWeights.Restore(ranker, arrays);
            return RankerScorer.Of(ranker, inputs);
        }
        catch
        {
            ranker.Dispose();
            throw;
        }
    }
}
