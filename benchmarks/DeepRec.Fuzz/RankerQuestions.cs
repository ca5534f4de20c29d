namespace DeepRec.Fuzz;

/// <summary>Odd questions for recommenders of rankings: what is wrong with the answer, or <see langword="null"/>.</summary>
internal static class RankerQuestions
{
    public static string? Rank(SeededRandom random, RankingRecommender<string, string> ranker)
    {
        string? user = OddValues.Id(ref random, 'u');
        int count = random.NextInt(4) == 0 ? int.MaxValue : 1 + random.NextInt(12);
        var best = ranker.Recommend(user, count, new RankingRequestOptions<string>
        {
            Context = OddValues.Context(ref random),
            RecentItems = Ids(ref random, random.NextInt(50) == 0 ? 2000 : 6),
            IncludeMet = random.NextInt(2) == 0,
            Exclude = Ids(ref random, 3),
        });
        for (int i = 1; i < best.Count; i++) if (best[i].Score > best[i - 1].Score) return "not in order";
        if (best.Count > count || best.Count > FuzzRecommenders.Items || best.Select(r => r.Item).Distinct().Count() != best.Count) return $"{best.Count} items of {count}";
        return best.All(r => float.IsFinite(r.Score)) ? null : "a score that is no number";
    }

    public static string? Error(SeededRandom random, RankingRecommender<string, string> ranker)
    {
        int which = random.NextInt(3);
        try
        {
            switch (which)
            {
                case 0: ranker.Recommend("u1", options: new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Price"] = 1f } }); break;
                case 1: ranker.Recommend("u1", -random.NextInt(5)); break;
                default: ranker.Recommend("u1", options: new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Age"] = random.NextInt(2) == 0 ? float.NegativeInfinity : "old" } }); break;
            }
        }
        catch (ArgumentException) when (which < 2)
        {
            return null;
        }
        catch (DatasetException) when (which == 2)
        {
            return null;
        }

        return "no error";
    }

    // Null among them now and then: it is no item, and does no harm.
    private static string[] Ids(ref SeededRandom random, int most)
    {
        var ids = new string[random.NextInt(most)];
        for (int i = 0; i < ids.Length; i++) ids[i] = OddValues.Id(ref random, 'i')!;
        return ids;
    }
}
