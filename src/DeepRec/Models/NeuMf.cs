using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="NeuMfOptions"/>; its formula stands there. Vectors of requests and items are those of the two parts side by side.</summary>
internal sealed class NeuMf : ItemRanker
{
    private readonly NeuMfOptions _options;
    private readonly NeuMfPart[] _parts;
    private readonly string _user;
    private readonly string _item;

    internal NeuMf(NeuMfOptions options, RankingInputs inputs, long seed) : base(nameof(NeuMf))
    {
        _options = options;
        var user = inputs.UserId ?? throw new ArgumentException("Neural collaborative filtering needs the user's id as an input. Give it a vocabulary.", nameof(inputs));
        var item = inputs.ItemId ?? throw new ArgumentException("Neural collaborative filtering needs the item's id as an input. Give it a vocabulary.", nameof(inputs));
        (_user, _item) = (user.Name, item.Name);
        var parts = new List<NeuMfPart>();
        try
        {
            if (options.Parts != NeuMfParts.Mlp)
            {
                parts.Add(new GmfPart(options, user.Size, item.Size, seed));
                register_module("gmf", parts[^1]);
            }

            if (options.Parts != NeuMfParts.Gmf)
            {
                parts.Add(new MlpPart(options, user.Size, item.Size, seed));
                register_module("mlp", parts[^1]);
            }
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }

        _parts = [.. parts];
    }

    /// <inheritdoc/>
    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var scope = NewDisposeScope();
        var ids = requests.Ids(_user);
        return ConcatenatedEncoder.Concatenate(Array.ConvertAll(_parts, part => part.EncodeUsers(ids))).MoveToOuterDisposeScope(); // [B, W]
    }

    /// <inheritdoc/>
    public override Tensor EncodeItems(FeatureBatch items)
    {
        ArgumentNullException.ThrowIfNull(items);
        using var scope = NewDisposeScope();
        var ids = items.Ids(_item);
        return ConcatenatedEncoder.Concatenate(Array.ConvertAll(_parts, part => part.EncodeItems(ids))).MoveToOuterDisposeScope(); // [K, W]
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return Sum(requests, items, (part, u, i) => part.Score(u, i)).MoveToOuterDisposeScope(); // [B, K]
    }

    /// <inheritdoc/>
    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return Sum(requests, items, (part, u, i) => part.ScorePairs(u, i)).MoveToOuterDisposeScope(); // [B]
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override int PairWidth => _options.Parts == NeuMfParts.Gmf ? 1 : _options.Widths[0];

    internal override void FillUnmet(RankingData data)
    {
        int[] users = data.Requests.Column<IdColumn>(_user).Ids.ToArray(), items = data.ItemIds();
        foreach (var part in _parts) part.FillUnmet(users, items);
    }

    /// <summary>Copies the parts that both have.</summary>
    /// <param name="other">A model of the same widths.</param>
    /// <param name="share">What the copied parts' scores are multiplied by.</param>
    internal void Take(NeuMf other, double share)
    {
        foreach (var part in other._parts)
        {
            var own = _parts.Single(p => p.GetType() == part.GetType());
            ModelWeights.Restore(own, ModelWeights.Capture(part));
            foreach (var output in own.Output.parameters()) foreach (ref float value in TensorMemory.Span<float>(output)) value = (float)(share * value);
        }
    }

    // Each part reads its stretch of the vectors.
    private Tensor Sum(Tensor requests, Tensor items, Func<NeuMfPart, Tensor, Tensor, Tensor> score)
    {
        Tensor? sum = null;
        int start = 0;
        foreach (var part in _parts)
        {
            var scores = score(part, requests.narrow(1, start, part.Width), items.narrow(1, start, part.Width));
            sum = sum is null ? scores : sum.Plus(scores);
            start += part.Width;
        }

        return sum!;
    }

    /// <summary>Does nothing: parts are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }
}
