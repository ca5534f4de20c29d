using System.Runtime.CompilerServices;
using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// The model of a recommender of ratings: in plain memory where its structure has such a form, else as its module. One that was loaded in plain memory makes the module, and
/// loads libtorch, when something first asks for it.
/// </summary>
/// <remarks>Safe from many threads. What mentions TorchSharp stands in methods of its own, so that the rest runs without loading it.</remarks>
internal sealed class ServedModel : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RatingPredictorOptions _options;
    private readonly ModelInputs _inputs;
    private readonly IReadOnlyList<NamedArray>? _stored; // where the module is yet to be made by them
    private volatile TorchScorer? _module;
    private bool _disposed;

    /// <summary>Takes over a module, trained or filled.</summary>
    public ServedModel(RatingPredictorOptions options, ModelInputs inputs, RatingPredictor model)
    {
        (_options, _inputs, _module) = (options, inputs, new TorchScorer(model, inputs.Features));
        (Packed, Name, Widest, ReadsRatings) = (model.Pack(), model.GetName(), _module.Widest, model.ReadsRatings);
    }

    private ServedModel(RatingPredictorOptions options, ModelInputs inputs, RatingPlan plan, IReadOnlyList<NamedArray> stored)
    {
        (_options, _inputs, _stored) = (options, inputs, stored);
        WeightShape.Check(plan.Weights, stored);
        var byName = stored.ToDictionary(array => array.Name, StringComparer.Ordinal);
        (Packed, Name, Widest) = (plan.Pack(name => byName[name]), plan.ModelName, plan.Widest);
    }

    /// <summary>Scores without libtorch; <see langword="null"/> where the model is its module alone.</summary>
    public RowScorer? Packed { get; }

    /// <summary>What the module calls itself.</summary>
    public string Name { get; }

    /// <summary>The longest last axis of a parameter: no vector of a row is longer in the library's own models.</summary>
    public long Widest { get; }

    /// <summary>Whether a row has ratings beside its columns, and what of their times.</summary>
    public RatingTimes? ReadsRatings { get; }

    /// <summary>The module, in evaluation mode.</summary>
    /// <exception cref="TorchNotAvailableException">It was not needed so far, and libtorch cannot be loaded.</exception>
    public TorchScorer Module => _module ?? Make();

    /// <summary>Fills a model with weights of a file, which may ask for no more than they fill.</summary>
    /// <exception cref="InvalidBundleException">Settings and weights do not belong together.</exception>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    public static ServedModel Load(RatingPredictorOptions options, ModelInputs inputs, IReadOnlyList<NamedArray> weights)
    {
        foreach (var array in weights) array.RequireFinite();
        RatingPlan? plan;
        using (WeightBudget.Of(weights)) plan = options.Plan(inputs);
        return plan is null ? LoadModule(options, inputs, weights) : new ServedModel(options, inputs, plan, weights);
    }

    /// <summary>What the module saves.</summary>
    public IReadOnlyList<NamedArray> Weights() => _stored ?? Capture();

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Packed?.Dispose();
            if (_module is not null) DisposeModule();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServedModel LoadModule(RatingPredictorOptions options, ModelInputs inputs, IReadOnlyList<NamedArray> weights)
    {
        var model = Fill(options, inputs, weights);
        try
        {
            return new ServedModel(options, inputs, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static RatingPredictor Fill(RatingPredictorOptions options, ModelInputs inputs, IReadOnlyList<NamedArray> weights)
    {
        using var budget = WeightBudget.Of(weights);
        var model = options.CreateDetached(inputs, seed: 0);
        try
        {
            ModelWeights.Restore(model, weights);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TorchScorer Make()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _module ??= new TorchScorer(Fill(_options, _inputs, _stored!), _inputs.Features);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IReadOnlyList<NamedArray> Capture() => ModelWeights.Capture(Module.Model);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DisposeModule() => _module!.Dispose();
}
