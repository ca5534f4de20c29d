using System.Diagnostics;

namespace DeepRec.Fuzz;

/// <summary>Asks trained recommenders for odd ids and rows. Each answer is a number; what is documented as an error gives the documented exception.</summary>
internal sealed class RowFuzzer(FuzzArguments arguments)
{
    private readonly FuzzReport _report = new("rows", arguments.Seed);
    private readonly FuzzFailures _failures = new(arguments);

    public FuzzReport Run()
    {
        Recommender<string, string>[] recommenders = [FuzzRecommenders.Plain(), FuzzRecommenders.Rich(), FuzzRecommenders.Deep(), FuzzRecommenders.Unscaled()];
        RankingRecommender<string, string>[] rankers = [.. FuzzRankers.All.Select(ranker => ranker())];
        var (first, end) = arguments.Only is { } only ? (only, only + 1) : (0, arguments.Count);
        for (long index = first; index < end; index++)
        {
            var random = new SeededRandom(StableHash.Combine(arguments.Seed, (ulong)index));
            var recommender = recommenders[random.NextInt(recommenders.Length)];
            var ranker = rankers[random.NextInt(rankers.Length)];
            switch (random.NextInt(26))
            {
                case >= 21: One(index, "a ranking", () => RankerQuestions.Rank(random, ranker)); break;
                case 20: One(index, "a documented error of a ranking", () => RankerQuestions.Error(random, ranker)); break;
                case < 8: One(index, "a prediction with context", () => Single(random, recommender)); break;
                case < 15: One(index, "a batch of rows", () => Batch(random, recommender)); break;
                case < 19: One(index, "recommendations", () => Recommend(random, recommender)); break;
                default: One(index, "a documented error", () => Error(random, recommender)); break;
            }
        }

        foreach (var recommender in recommenders) recommender.Dispose();
        foreach (var ranker in rankers) ranker.Dispose();
        return _report;
    }

    private static string? Single(SeededRandom random, Recommender<string, string> recommender) =>
        NotANumber(recommender.Predict(OddValues.Id(ref random, 'u'), OddValues.Id(ref random, 'i'), OddValues.Context(ref random)));

    private static string? Batch(SeededRandom random, Recommender<string, string> recommender)
    {
        var rows = new FuzzRow[random.NextInt(6)];
        for (int i = 0; i < rows.Length; i++) rows[i] = OddValues.Row(ref random);
        float[] scores = recommender.Predict(rows);
        return scores.Length == rows.Length ? scores.Select(NotANumber).FirstOrDefault(problem => problem is not null) : $"{scores.Length} scores for {rows.Length} rows";
    }

    private static string? Recommend(SeededRandom random, Recommender<string, string> recommender)
    {
        string? user = OddValues.Id(ref random, 'u');
        int count = random.NextInt(4) == 0 ? int.MaxValue : 1 + random.NextInt(12);
        var options = new RecommendOptions<string>
        {
            Context = OddValues.Context(ref random),
            IncludeRated = random.NextInt(2) == 0,
            Exclude = [.. Enumerable.Range(0, random.NextInt(3)).Select(_ => OddValues.Id(ref random, 'i')!)],
            Allow = random.NextInt(3) == 0 ? [.. Enumerable.Range(0, random.NextInt(5)).Select(_ => OddValues.Id(ref random, 'i')!)] : null,
        };
        var best = recommender.Recommend(user, count, options);
        for (int i = 1; i < best.Count; i++) if (best[i].Score > best[i - 1].Score) return "not in order";
        if (best.Count > count || best.Count > FuzzRecommenders.Items || best.Select(r => r.Item).Distinct().Count() != best.Count) return $"{best.Count} items of {count}";
        return best.Select(r => NotANumber(r.Score)).FirstOrDefault(problem => problem is not null);
    }

    private static string? Error(SeededRandom random, Recommender<string, string> recommender)
    {
        int which = random.NextInt(4);
        try
        {
            switch (which)
            {
                case 0: recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Price"] = 1f }); break;
                case 1: recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Age"] = random.NextInt(2) == 0 ? float.PositiveInfinity : "old" }); break;
                case 2: recommender.Recommend("u1", -random.NextInt(5)); break;
                default: recommender.Predict([OddValues.Row(ref random) with { Price = float.NegativeInfinity }]); break;
            }
        }
        catch (ArgumentException) when (which is 0 or 2)
        {
            return null;
        }
        catch (DatasetException) when (which is 1 or 3)
        {
            return null;
        }

        return "no error";
    }

    private static string? NotANumber(float score) => float.IsFinite(score) ? null : $"a score of {score}";

    private void One(long index, string what, Func<string?> ask)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        string outcome = "as it should be";
        try
        {
            if (ask() is { } problem) Fail(outcome = $"FAILED: {problem}", "");
        }
        catch (Exception e)
        {
            Fail(outcome = $"FAILED: {e.GetType().Name}", e.ToString());
        }

        _report.Add($"{what}: {outcome}", GC.GetAllocatedBytesForCurrentThread() - allocated, Stopwatch.GetElapsedTime(started));

        void Fail(string problem, string details)
        {
            _report.AddFailure();
            _failures.Save(index, $"{what}: {problem}", input: null, details);
        }
    }
}
