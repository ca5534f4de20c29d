using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="ItemAutoRecOptions"/>; its formula stands there.</summary>
public sealed class ItemAutoRec : RatingPredictor
{
    private const string Encoder = "encoder", HiddenBias = "hidden_bias", Decoder = "decoder", Bias = "bias", Codes = "codes";
    private readonly ItemAutoRecOptions _options;
    private readonly ModelInputs _inputs;
    private readonly RatingScale _scale;
    private readonly FeatureInput _user;
    private readonly FeatureInput _item;

    internal ItemAutoRec(ItemAutoRecOptions options, ModelInputs inputs, long seed) : base(nameof(ItemAutoRec))
    {
        (_options, _inputs, _scale) = (options, inputs, new RatingScale(inputs.Label.Mean, inputs.Label.StandardDeviation));
        _user = inputs.User ?? throw Missing("user");
        _item = inputs.Item ?? throw Missing("item");
        int hidden = options.HiddenUnits;
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 1));
            WeightBudget.Take("two tables", 2L * _user.Size, hidden);
            WeightBudget.Take("codes", _item.Size, hidden);
            WeightBudget.Take("biases", (long)_user.Size + hidden);
            Register(Encoder, Start(ref random)); // [V, H], x
            Register(HiddenBias, zeros(hidden, ScalarType.Float32)); // [H], μ
            Register(Decoder, Start(ref random)); // [V, H], w
            Register(Bias, zeros(_user.Size, ScalarType.Float32)); // [V], b
            var codes = zeros(_item.Size, hidden, ScalarType.Float32); // [I, H], h of each item
            codes.DetachFromDisposeScope();
            register_buffer(Codes, codes);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }

        Tensor Start(ref SeededRandom random)
        {
            var table = zeros(_user.Size, hidden, ScalarType.Float32); // [V, H]
            StartValues.Glorot(table, _user.Size, hidden, ref random);
            return table;
        }
    }

    /// <summary>The rating of each row: by codes kept from training; in training mode by those of the rows' own ratings.</summary>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var users = batch.Ids(_user.Name); // [B]
        var products = training
            ? Reconstruct(batch)
            : (get_buffer(Codes)!.index_select(0, batch.Ids(_item.Name)) * get_parameter(Decoder)!.index_select(0, users)).sum(1); // [B, H] → [B]
        var rating = products.Plus(get_parameter(Bias)!.index_select(0, users)).Times(_inputs.Label.StandardDeviation).Plus(_inputs.Label.Mean); // [B]
        if (!training && _options.ClampToLabelRange) rating = rating.AtLeast(_inputs.Label.Minimum).AtMost(_inputs.Label.Maximum);
        return rating.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        Tensor encoder = get_parameter(Encoder)!, decoder = get_parameter(Decoder)!, bias = get_parameter(Bias)!;
        var counts = zeros(_user.Size, ScalarType.Float32); // [V]
        var target = TensorMemory.Span<float>(counts);
        var users = TensorMemory.Span<long>(batch.Ids(_user.Name));
        var weights = batch.Weights is { } given ? TensorMemory.Span<float>(given) : [];
        for (int row = 0; row < users.Length; row++) target[(int)users[row]] += weights.IsEmpty ? 1 : weights[row];
        var squares = encoder.Squared().sum(1).Plus(decoder.Squared().sum(1)).Plus(bias.Squared()); // [V, H] → [V]
        double unit = (double)_inputs.Label.StandardDeviation * _inputs.Label.StandardDeviation;
        return (squares * counts.to(squares.dtype)).sum().Times(unit / Math.Max(1, batch.Size)).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => _options.HiddenUnits;

    internal override FeatureRole? GroupsRowsBy => FeatureRole.Item;

    internal override void Refresh(Dataset training) => Keep(TrainingHistories.GraphOf(training, _inputs.Features));

    internal override void FillUnmet(Dataset training)
    {
        Keep(TrainingHistories.GraphOf(training, _inputs.Features));
        var ids = training.Column<IdColumn>(_user.Name).Ids;
        EmbeddingTable.FillUnmet(TensorMemory.Span<float>(get_parameter(Decoder)!), _options.HiddenUnits, ids);
        EmbeddingTable.FillUnmet(TensorMemory.Span<float>(get_parameter(Bias)!), 1, ids);
    }

    /// <summary>Does nothing: weights are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    private static ArgumentException Missing(string side) => new($"An autoencoder of ratings needs the {side}'s id as an input. Give its column a vocabulary.");

    // ⟨w_u, h_i⟩ for each row, h_i from the rows of the batch. [B]
    private Tensor Reconstruct(FeatureBatch batch)
    {
        var observed = ObservedRatings.Of(TensorMemory.Span<long>(batch.Ids(_user.Name)), TensorMemory.Span<long>(batch.Ids(_item.Name)), TensorMemory.Span<float>(batch.Label), _scale);
        var read = _options.HiddenShare > 0 ? observed.Hide(_options.HiddenShare) : observed;
        return ObservedDecodeFunction.Apply(Encode(read), get_parameter(Decoder)!, observed); // [S, H] → [B]
    }

    private Tensor Encode(ObservedRatings observed) =>
        _options.Activation.Apply(ObservedEncodeFunction.Apply(get_parameter(Encoder)!, observed).Plus(get_parameter(HiddenBias)!)); // [S, H]

    private void Keep(RatingGraph graph)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        TensorMemory.Span<float>(Encode(ObservedRatings.Of(graph.Items, _scale))).CopyTo(TensorMemory.Span<float>(get_buffer(Codes)!));
    }

    private void Register(string name, Tensor start)
    {
        var parameter = nn.Parameter(start);
        parameter.DetachFromDisposeScope();
        register_parameter(name, parameter);
    }
}
