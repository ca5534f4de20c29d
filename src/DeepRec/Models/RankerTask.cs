using System.Text.Json.Nodes;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// Training of a ranker: each interaction is a request whose answer was its item, with what was known before it. Interactions of one user stay together, so
/// that a history is read once for all of them.
/// </summary>
internal sealed class RankerTask : TrainingTask
{
    private readonly ItemRanker _ranker;
    private readonly RankingData _data;
    private readonly RankingFit _fit;
    private readonly RankingLoss _loss;
    private readonly RankingObjective _objective;
    private readonly InteractionBatches _batches;
    private readonly RequestSource _requests;
    private readonly BatchSource _rows;

    public RankerTask(ItemRanker ranker, RankingLoss loss, RankingData data, RankingFit fit)
    {
        (_ranker, _loss, _data, _fit) = (ranker, loss, data, fit);
        _objective = new RankingObjective(ranker, loss, data, (uint)fit.Seed);
        foreach (var reading in ranker.Histories.Where(reading => reading.Actions.Count > 0 && !EventLog.AreOf(data.Interactions.Events, reading.Actions).Contains(true)))
        {
            throw new ArgumentException($"A history reads events of {string.Join(" or ", reading.Actions)}, and the training holds none. Actions: {string.Join(", ", data.Interactions.Events!.Actions!.Values)}.");
        }

        // A sequence that is seen from its start holds no more than its length, and leaves room for what came before it.
        int longest = ranker.Histories.Select(reading => reading.Length).DefaultIfEmpty(1).Max(), fromStart = ranker.Histories.Where(reading => reading.FromStart).Select(reading => reading.Length).DefaultIfEmpty(longest).Min();
        longest = Math.Min(longest, fromStart);
        _batches = new InteractionBatches(data.Interactions, longest, skipped: ranker.BearsEmptyHistory ? 0 : 1, fit.BatchSize, ranker.Histories.Any(reading => reading.FromStart) ? (longest + 1) / 2 : longest);
        if (_batches.Rows == 0) throw new ArgumentException("There is nothing to learn from: no user met two items, and the ranker knows nothing of a user beyond the items met before. Give it features or the user's id.");
        _requests = new RequestSource(data.Inputs, ranker.Histories);
        _rows = new BatchSource(data.Requests, data.Inputs.Request);
    }

    public override nn.Module Module => _ranker;

    public override int Rows => _batches.Rows;

    public override int StepsAnEpoch => _batches.Steps;

    public override void BeginEpoch(int epoch) => _batches.Shuffle(StableHash.Combine((uint)_fit.Seed, (ulong)epoch));

    public override StepLoss Loss(int step, long globalStep) => LossOf(_batches.Step(step), globalStep);

    public override UnitRows UnitsOf(PrivacyUnit unit)
    {
        if (_loss is not FullSoftmaxLoss) throw new ArgumentException($"Private training does not cover {_loss.GetType().Name}, whose negatives come from what others met. Set Loss = new FullSoftmaxLoss().");
        if (_ranker.StartsFromRows) throw new ArgumentException("Private training does not cover item vectors that start from who met what, without noise. Set Start = ItemStart.Random.");
        if (unit == PrivacyUnit.Example && _ranker.Histories.Count > 0) throw new ArgumentException("Private training of single interactions does not cover histories, as an interaction stands in those of others. Set Unit to User.");
        if (unit == PrivacyUnit.Example) return UnitRows.Each(_batches.All.Length);
        var users = new int[_batches.All.Length];
        for (int i = 0; i < users.Length; i++) users[i] = _batches.All[i].User;
        return UnitRows.Of(users);
    }

    public override bool FusesUnits => _ranker.Histories.Count == 0;

    // Without histories a stretch is one interaction.
    public override ReadOnlySpan<int> FusedRowsOf(ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (int i = 0; i < places.Length; i++) places[i] = _batches.All[rows[i]].Start;
        return places;
    }

    /// <param name="rows">Numbers of stretches.</param>
    /// <param name="globalStep">As for <see cref="Loss"/>.</param>
    public override StepLoss LossOf(ReadOnlySpan<int> rows, long globalStep)
    {
        var stretches = new Stretch[rows.Length];
        for (int i = 0; i < stretches.Length; i++) stretches[i] = _batches.All[rows[i]];
        return LossOf(stretches, globalStep);
    }

    private StepLoss LossOf(ReadOnlySpan<Stretch> stretches, long globalStep)
    {
        var requests = _ranker.EncodeRequests(_requests.Gather(_rows, _data.Interactions, stretches)); // [B, U]
        var targets = new int[requests.shape[0]];
        int[] users = new int[targets.Length], places = new int[targets.Length];
        int row = 0;
        foreach (var stretch in stretches)
        {
            for (int k = stretch.Start; k < stretch.Start + stretch.Count; k++)
            {
                if (_data.Interactions.IsTarget(k)) (targets[row], users[row], places[row++]) = (_data.Interactions.Items[k], stretch.User, k);
            }
        }

        return new StepLoss(_objective.Loss(requests, targets, users, places, (ulong)globalStep), Penalty: null, targets.Length);
    }

    /// <summary>Places the vectors of items that came after the training, where scores are inner products under a softmax.</summary>
    public void PlaceNewItems(RankingLessons lessons)
    {
        if (!_objective.IsSoftmax || !_ranker.ScoresAreProducts || _ranker.ItemTables.Count == 0) return;
        var fit = new NewItemFit(_ranker, lessons);
        if (!fit.IsNeeded) return;
        _ranker.eval();
        using var scope = NewDisposeScope();
        BeginEpoch(0);
        List<Tensor> encoded = [];
        List<int> targets = [];
        List<float> weights = [];
        using (no_grad())
        {
            for (int step = 0; step < StepsAnEpoch; step++)
            {
                encoded.Add(_ranker.EncodeRequests(_requests.Gather(_rows, _data.Interactions, _batches.Step(step)))); // [B, U]
                foreach (int k in RowsOf(step))
                {
                    targets.Add(_data.Interactions.Items[k]);
                    weights.Add(lessons.Fresh.IsTarget(k) ? 1 : (float)lessons.Repetition);
                }
            }
        }

        fit.Run(cat(encoded, dim: 0), [.. targets], [.. weights]);
    }

    public override FusedStep? Fuse(bool isLazy, int threads)
    {
        _objective.Fuse(threads);
        return _objective is { IsSoftmax: true, TakesShortWay: true } ? _ranker.Fuse(_data, _objective, isLazy, threads) : null;
    }

    public override ReadOnlySpan<int> RowsOf(int step)
    {
        var rows = new List<int>();
        foreach (var stretch in _batches.Step(step)) rows.AddRange(Enumerable.Range(stretch.Start, stretch.Count).Where(_data.Interactions.IsTarget));
        return rows.ToArray();
    }

    public override double? Validate()
    {
        if (_fit.Validate is null) return null;
        using var scorer = RankerScorer.Of(_ranker, _data.Inputs, ownsRanker: false);
        return _fit.Validate(scorer);
    }

    public override void FillUnmet() => _ranker.FillUnmet(_data);

    public override void FillUnknown() => _ranker.FillUnknown();

    public override void Sign(JsonObject signature)
    {
        signature["model"] = $"{_ranker.GetName()} {_ranker.Settings}".TrimEnd();
        signature["loss"] = _loss.ToString();
        RowWeights.Sign(_data.Weights, signature);
        signature["interactions"] = $"{_data.Interactions.Count}, {_data.Interactions.Digest():x16}";
        if (_data.Interactions.Events is { } events) signature["events"] = $"{events.Digest():x16}, {_batches.Rows} foreseen";
        signature["requests"] = $"{DataDigest.Of(_data.Requests, _data.Inputs.Request.Select(input => input.Name)):x16}";
        signature["catalogue"] = $"{DataDigest.Of(_data.Inputs.Catalogue, _data.Inputs.Item.Select(input => input.Name)):x16}";
    }
}
