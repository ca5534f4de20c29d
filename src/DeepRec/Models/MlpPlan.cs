using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>The plan of <see cref="MlpRatingPredictor"/>.</summary>
internal sealed class MlpPlan : RatingPlan
{
    private const string Layers = "layers", Ordinal = "ordinal", UserBias = "user_bias", ItemBias = "item_bias", BiasTable = "weight";
    private readonly MlpRatingPredictorOptions _options;
    private readonly ModelInputs _inputs;
    private readonly MlpParts _parts;
    private readonly EncoderPlan[] _encoders;
    private readonly List<WeightShape> _weights = [];

    private MlpPlan(MlpRatingPredictorOptions options, ModelInputs inputs, EncoderPlan[] encoders)
    {
        (_options, _inputs, _encoders, _parts) = (options, inputs, encoders, MlpParts.Of(options, inputs));
        for (int part = 0; part < encoders.Length; part++) foreach (var weight in encoders[part].Weights) _weights.Add(weight.Within(NameOf(part)));
        int width = 0;
        foreach (int part in _parts.Network) width += encoders[part].Width;
        _weights.AddRange(options.Dense.Plan(width, options.Head.Outputs(inputs.Label)).Select(weight => weight.Within(Layers)));
        if (options.Biases && inputs.User is { } user) AddBias(UserBias, user.Size);
        if (options.Biases && inputs.Item is { } item) AddBias(ItemBias, item.Size);
        if (options.InnerProduct) _parts.RequireInnerProduct(Array.ConvertAll(encoders, encoder => encoder.Width));
    }

    public override string ModelName => nameof(MlpRatingPredictor);

    public override IReadOnlyList<WeightShape> Weights => _weights;

    /// <summary><see langword="null"/> where a part of the model is known to its module alone.</summary>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    public static MlpPlan? Of(MlpRatingPredictorOptions options, ModelInputs inputs)
    {
        if (options.Fusion is not ConcatenationFusion) return null;
        options.Head.Require(inputs.Label); // first: it may refuse the labels
        var ordinal = options.Head.Plan(inputs.Label);
        var chosen = FeatureEncoderOptions.ChosenFor(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit);
        var encoders = new EncoderPlan[chosen.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int part = 0; part < encoders.Length; part++)
        {
            if (inputs.Features[part].Kind == FeatureInputKind.Vector || chosen[part].Plan(inputs.Features[part]) is not { } encoder || !names.Add(inputs.Features[part].Name)) return null;
            encoders[part] = encoder;
        }

        if (encoders.Length == 0) return null;
        var plan = new MlpPlan(options, inputs, encoders);
        plan._weights.AddRange(ordinal.Select(weight => weight.Within(Ordinal)));
        return plan;
    }

    public override RowScorer Pack(Func<string, NamedArray> weights) => Pack(weights, owner: null, MlpScorer.FoldedNumbers);

    /// <inheritdoc cref="Pack(Func{string, NamedArray})"/>
    /// <param name="weights">Of the stated types and shapes.</param>
    /// <param name="owner">Disposed of with the scorer: what holds their memory.</param>
    /// <param name="foldedNumbers">At most that of the scorer; 0 folds nothing.</param>
    public MlpScorer Pack(IReadOnlyList<NamedArray> weights, IDisposable owner, int foldedNumbers)
    {
        var byName = weights.ToDictionary(array => array.Name, StringComparer.Ordinal);
        return Pack(name => byName[name], owner, foldedNumbers);
    }

    private MlpScorer Pack(Func<string, NamedArray> weights, IDisposable? owner, int foldedNumbers)
    {
        var readers = new RowReader[_encoders.Length];
        for (int part = 0; part < readers.Length; part++)
        {
            string encoder = NameOf(part);
            readers[part] = _encoders[part].Read(name => weights($"{encoder}.{name}"));
        }

        var packed = new PackedMlp(
            _inputs.Features, readers, _parts.Network, _parts.User, _parts.Item, _options.InnerProduct, Bias(_inputs.User is null ? null : UserBias), Bias(_inputs.Item is null ? null : ItemBias),
            _options.Dense.Pack(name => weights($"{Layers}.{name}")), _options.Activation, new PackedHead(_options.Head, _inputs.Label, name => weights($"{Ordinal}.{name}")), owner);
        return new MlpScorer(packed, foldedNumbers);

        LookupReader? Bias(string? name) => _options.Biases && name is not null ? new LookupReader(new TableRows(weights($"{name}.{BiasTable}"))) : null;
    }

    private string NameOf(int part) => $"encoder.{EncoderPlan.SafeName(_inputs.Features[part].Name)}";

    private void AddBias(string name, int cardinality)
    {
        WeightBudget.Take("a table", cardinality, 1);
        _weights.Add(new WeightShape(BiasTable, ElementType.Float32, cardinality, 1).Within(name));
    }
}
