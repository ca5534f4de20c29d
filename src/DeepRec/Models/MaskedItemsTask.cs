using System.Text.Json.Nodes;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// Training of <see cref="Bert4RecOptions"/>: a row is a sequence of interactions, some of which are hidden, to be told from the others. Which ones is a
/// function of (seed, epoch, sequence). Sequences are parted from the newest interaction on.
/// </summary>
internal sealed class MaskedItemsTask : TrainingTask
{
    private readonly ItemRanker _ranker;
    private readonly Bert4RecOptions _options;
    private readonly RankingData _data;
    private readonly RankingFit _fit;
    private readonly RankingObjective _objective;
    private readonly Stretch[] _sequences;
    private readonly int[] _order;
    private readonly HistorySource _history;
    private readonly BatchSource _rows;
    private ulong _epochSeed;

    public MaskedItemsTask(ItemRanker ranker, Bert4RecOptions options, RankingData data, RankingFit fit)
    {
        (_ranker, _options, _data, _fit) = (ranker, options, data, fit);
        _objective = new RankingObjective(ranker, options.Loss, data, (uint)fit.Seed);
        var itemId = data.Inputs.ItemId ?? throw new ArgumentException("A history needs the item's id as an input. Give it a vocabulary.");
        _sequences = [.. SequencesOf(data.Interactions, options.Length + 1)];
        if (_sequences.Length == 0) throw new ArgumentException("There is nothing to learn from: no user met two items.");
        _order = new int[_sequences.Length];
        _history = new HistorySource(data.Inputs.Catalogue.Column<IdColumn>(itemId.Name), ranker.Histories.Single());
        _rows = new BatchSource(data.Requests, data.Inputs.Request);
    }

    public override nn.Module Module => _ranker;

    public override int Rows => _sequences.Length;

    public override int StepsAnEpoch => (_sequences.Length + _fit.BatchSize - 1) / _fit.BatchSize;

    /// <summary>The interactions that an epoch hides of a sequence, by their places among all, in order: some, but not all.</summary>
    public static int[] Hide(Interactions interactions, Stretch sequence, double maskShare, double newestShare, ulong seed)
    {
        var random = new SeededRandom(seed);
        int[] targets = [.. Enumerable.Range(sequence.Start, sequence.Count).Where(interactions.IsTarget)];
        if (random.NextDouble() < newestShare) return [targets[^1]];
        List<int> hidden = [];
        foreach (int target in targets) if (random.NextDouble() < maskShare) hidden.Add(target);
        if (hidden.Count == 0) hidden.Add(targets[random.NextInt(targets.Length)]);
        if (hidden.Count == sequence.Count) hidden.RemoveAt(random.NextInt(hidden.Count));
        return [.. hidden];
    }

    public override void BeginEpoch(int epoch)
    {
        _epochSeed = StableHash.Combine((uint)_fit.Seed, (ulong)epoch);
        Permutation.Of(_order, _epochSeed);
    }

    public override StepLoss Loss(int step, long globalStep)
    {
        int[] chosen = _order[(step * _fit.BatchSize)..Math.Min(_order.Length, (step + 1) * _fit.BatchSize)];
        Stretch[] sequences = Array.ConvertAll(chosen, sequence => _sequences[sequence]);
        int[][] hidden = Array.ConvertAll(chosen, sequence => Hide(_data.Interactions, _sequences[sequence], _options.MaskShare, _options.NewestShare, StableHash.Combine(_epochSeed, (uint)sequence)));
        int[] places = [.. hidden.SelectMany(of => of)];
        int[] users = [.. sequences.SelectMany((sequence, s) => Enumerable.Repeat(sequence.User, hidden[s].Length))];
        var batch = _rows.Gather(Array.ConvertAll(places, place => _data.Interactions.Rows[place])).With(_history.GatherMasked(_data.Interactions, sequences, hidden));
        var requests = _ranker.EncodeRequests(batch); // [B, U]
        int[] targets = Array.ConvertAll(places, place => _data.Interactions.Items[place]);
        return new StepLoss(_objective.Loss(requests, targets, users, places, (ulong)globalStep), Penalty: null, targets.Length);
    }

    public override FusedStep? Fuse(bool isLazy, int threads)
    {
        _objective.Fuse(threads);
        return null;
    }

    public override double? Validate()
    {
        if (_fit.Validate is null) return null;
        using var scorer = new TorchItemScorer(_ranker, _data.Inputs, ownsRanker: false);
        return _fit.Validate(scorer);
    }

    public override void FillUnmet() => _ranker.FillUnmet(_data);

    public override void Sign(JsonObject signature)
    {
        signature["model"] = $"{_ranker.GetName()} {_ranker.Settings}";
        signature["loss"] = _options.Loss.ToString();
        RowWeights.Sign(_data.Weights, signature);
        signature["interactions"] = $"{_data.Interactions.Count}, {_data.Interactions.Digest():x16}";
        if (_data.Interactions.Events is { } events) signature["events"] = $"{events.Digest():x16}";
        signature["requests"] = $"{DataDigest.Of(_data.Requests, _data.Inputs.Request.Select(input => input.Name)):x16}";
        signature["catalogue"] = $"{DataDigest.Of(_data.Inputs.Catalogue, _data.Inputs.Item.Select(input => input.Name)):x16}";
    }

    // Two interactions or more each, one of them to be foreseen.
    private static IEnumerable<Stretch> SequencesOf(Interactions interactions, int longest)
    {
        for (int user = 0; user < interactions.UserCount; user++)
        {
            for (int start, end = interactions.Offsets[user + 1]; end - interactions.Offsets[user] >= 2; end = start)
            {
                start = Math.Max(interactions.Offsets[user], end - longest);
                if (interactions.CountTargets(start, end - start) > 0) yield return new Stretch(user, start, end - start);
            }
        }
    }
}
