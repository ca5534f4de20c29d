namespace DeepRec;

/// <summary>Evaluates how fairly a bundle's lists treat groups of items and users.</summary>
internal static class FairnessEvaluation
{
    /// <exception cref="ArgumentException">A feature is none, or no user wants anything.</exception>
    public static FairnessReport Evaluate(RankingBundle bundle, Dataset test, FairnessOptions options, Dataset? history, CancellationToken cancellationToken)
    {
        var groups = FairnessGroups.OfItems(bundle.Items, options.ItemFeature);
        var asked = new RankingEvaluationOptions { CutOffs = [options.CutOff], MaskSeen = options.MaskSeen, Adjustment = options.Adjustment };
        var wanted = UserItems.Of(bundle.Actions.Wanted(test), bundle.Pipeline.Schema, bundle.Items, users: null);
        int[] rows = [.. wanted.Users.Select(bundle.Users.RowOf)];
        _ = FairnessGroups.OfUsers(bundle.Users, rows, options);
        var report = bundle.Evaluate(test, negatives: null, asked, history, cancellationToken);
        int[] counted = Array.ConvertAll(report.CountedRequests, request => rows[request]);
        string[] names = [$"NDCG@{options.CutOff}", $"Recall@{options.CutOff}"];
        var measures = new FairnessMeasures(
            report.ListedItems, options.CutOff, groups, MeritsOf(bundle, wanted, groups, options.Target), bundle.Interactions.ItemCounts,
            [.. names.Select(name => (name, report.ValuesOf(name)))], ItemLists.Of([.. counted.Select(row => (IReadOnlyList<int>)bundle.Interactions.Of(row).ToArray())]))
        {
            UserGroups = FairnessGroups.OfUsers(bundle.Users, counted, options),
        };
        return measures.Report(options, report.Protocol);
    }

    /// <summary>Seeks a bonus for groups of items on rows that were not learned from.</summary>
    /// <exception cref="ArgumentException">The feature is none, or no user wants anything.</exception>
    public static GroupBonusFit FitBonus(RankingBundle bundle, Dataset validation, GroupBonusOptions options, Dataset? history, CancellationToken cancellationToken)
    {
        var groups = FairnessGroups.OfItems(bundle.Items, options.ItemFeature)!;
        var wanted = UserItems.Of(bundle.Actions.Wanted(validation), bundle.Pipeline.Schema, bundle.Items, users: null);
        var search = new BonusSearch(groups, FairnessMeasures.TargetShares(groups, MeritsOf(bundle, wanted, groups, options.Target), options.Target), options);
        var task = bundle.TaskOf(validation, negatives: null, history) with { ItemCounts = null };
        task = task with { Adjust = (request, scores) => search.Add(scores, task.Relevant.Of(request)) };
        _ = RankingEvaluator.Evaluate(bundle.Scorer, task, new RankingEvaluationOptions { CutOffs = [options.CutOff] }, cancellationToken);
        return search.Fit();
    }

    // Shape [I].
    private static double[] MeritsOf(RankingBundle bundle, UserItems wanted, ItemGroups? groups, ExposureTarget target)
    {
        var merits = new double[bundle.Items.Count];
        Array.Fill(merits, 1);
        if (target == ExposureTarget.History) return Array.ConvertAll(bundle.Interactions.ItemCounts, count => (double)count);
        if (target == ExposureTarget.Wanted)
        {
            Array.Clear(merits);
            foreach (int item in wanted.Lists.Items.Where(item => item >= 0)) merits[item]++;
        }

        if (target == ExposureTarget.Equal && groups is not null)
        {
            double[] sizes = groups.Sum(merits);
            for (int item = 0; item < merits.Length; item++)
            {
                var own = groups.Of(item);
                merits[item] = 0;
                foreach (int group in own) merits[item] += 1 / sizes[group] / own.Length;
            }
        }

        return merits;
    }
}
