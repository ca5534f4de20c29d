using DeepRec.Models;

namespace DeepRec;

/// <summary>Makes of a bundle another that holds nothing of a user. The first stays as it is.</summary>
internal static class Forgetting
{
    private const double Tolerance = 1e-5; // of a score
    private const int ItemsCompared = 256;

    /// <exception cref="InvalidOperationException">The model keeps what it knows of a user where it cannot be taken out; the message says the cure.</exception>
    public static RatingBundle Forget(RatingBundle known, string user)
    {
        if (known.Model.ReadsRatings is not null) throw Kept(known.Model.Name);
        var traces = new UserTraces(known.Pipeline, user);
        var pipeline = traces.WithoutUser();
        var users = Without(known.Users, user);
        var model = ServedModel.Load(known.ModelOptions, new ModelInputs(pipeline.KnownBefore, known.Label), traces.Without(known.Model.Weights()));
        try
        {
            var bundle = new RatingBundle(pipeline, known.ModelOptions, known.Label, model, users, known.Items, Without(known.Rated, known.Users.RowOf(user), known.Items.Count), Golden(traces, known.Golden, pipeline, users, known.Items)) { Privacy = known.Privacy };
            if (traces.Number is not null)
            {
                var requests = new RequestRows(pipeline.Schema, users, known.Items);
                int[] items = [.. Enumerable.Range(0, Math.Min(ItemsCompared, known.Items.Count))];
                Require(Scores(traces.Substitute), Scores(traces.Nobody), known.Model.Name);

                float[] Scores(string id)
                {
                    var encoded = pipeline.Transform(requests.Compose(id, items, new Dictionary<string, object?>()));
                    var scores = new float[encoded.Count];
                    bundle.Score(encoded, scores);
                    return scores;
                }
            }

            return bundle;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Forget(RatingBundle, string)"/>
    /// <param name="known">What is known.</param>
    /// <param name="user">The user's id.</param>
    /// <param name="cancellationToken">Ends the fitting of a baseline.</param>
    public static RankingBundle Forget(RankingBundle known, string user, CancellationToken cancellationToken)
    {
        if (known.ModelOptions is BlendOptions) throw Kept(nameof(BlendOptions));
        var traces = new UserTraces(known.Pipeline, user);
        var pipeline = traces.WithoutUser();
        var users = Without(known.Users, user);
        var inputs = RankingColumns.InputsOf(pipeline, users, known.Items);
        var interactions = Without(known.Interactions, known.Users.RowOf(user));
        var scorer = known.ModelOptions.LearnsFromAllRows
            ? known.ModelOptions.Fit(DataOf(known, pipeline, users, inputs, interactions), new RankingFit(CancellationToken: cancellationToken))
            : known.ModelOptions.Restore(inputs, traces.Without(known.Scorer.Export()));
        try
        {
            var bundle = known with
            {
                Pipeline = pipeline, Inputs = inputs, Scorer = scorer, Users = users, Interactions = interactions,
                Golden = Golden(traces, known.Golden, pipeline, users, known.Items), Memory = [],
            };
            if (traces.Number is not null)
            {
                var raw = new RequestRows(pipeline.Schema, users, known.Items).Compose([traces.Substitute, traces.Nobody]);
                var requests = bundle.Requests(raw, [-1, -1]);
                float[] forgotten = new float[scorer.ItemCount], nobody = new float[scorer.ItemCount];
                scorer.Score(requests.Slice(0, 1), forgotten);
                scorer.Score(requests.Slice(1, 1), nobody);
                Require(forgotten, nobody, known.ModelOptions.GetType().Name);
            }

            return bundle;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    // Of the interactions that are left, as if there had never been others.
    private static RankingData DataOf(RankingBundle known, Preprocessing.FittedPipeline pipeline, EntityTable users, RankingInputs inputs, Interactions interactions)
    {
        var userOf = new int[interactions.Count];
        for (int user = 0; user < interactions.UserCount; user++) userOf.AsSpan(interactions.Offsets[user]..interactions.Offsets[user + 1]).Fill(user);
        var requests = pipeline.Transform(new RequestRows(pipeline.Schema, users, known.Items).Compose([.. Enumerable.Range(0, users.Count).Select(users.IdAt)]));
        return new RankingData(inputs, interactions.Teaching(userOf, known.Actions.AreTargets(interactions.Events)), requests);
    }

    private static EntityTable Without(EntityTable users, string user)
    {
        int row = users.RowOf(user);
        return row < 0 ? users : new EntityTable(users.Rows.Select([.. Enumerable.Range(0, users.Count).Where(other => other != row)]));
    }

    private static RatedItems Without(RatedItems rated, int user, int items)
    {
        if (user < 0) return rated;
        int start = rated.Offsets[user], end = rated.Offsets[user + 1];
        return new RatedItems(
            Without(rated.Offsets, user), [.. rated.Items[..start], .. rated.Items[end..]], items,
            rated.Ratings.Length == 0 ? null : [.. rated.Ratings[..start], .. rated.Ratings[end..]], rated.Ticks.Length == 0 ? null : [.. rated.Ticks[..start], .. rated.Ticks[end..]]);
    }

    private static Interactions Without(Interactions known, int user)
    {
        if (user < 0) return known;
        int[] places = [.. Enumerable.Range(0, known.Count).Where(k => k < known.Offsets[user] || k >= known.Offsets[user + 1])];
        return new Interactions(Without(known.Offsets, user), Array.ConvertAll(places, k => known.Items[k]), known.ItemCount, events: known.Events?.Select(places));
    }

    private static int[] Without(int[] offsets, int user)
    {
        int removed = offsets[user + 1] - offsets[user];
        return [.. offsets[..(user + 1)], .. offsets[(user + 2)..].Select(offset => offset - removed)];
    }

    // Those that are not the user's; where none is left, what a request of another one is.
    private static Dataset Golden(UserTraces traces, Dataset golden, Preprocessing.FittedPipeline pipeline, EntityTable users, EntityTable items)
    {
        var others = traces.Others(golden);
        if (others.Count > 0) return others;
        var request = new RequestRows(pipeline.Schema, users, items).Compose(users.Count > 0 ? users.IdAt(0) : null, items.IdAt(0), new Dictionary<string, object?>());
        return new Dataset(pipeline.Schema, pipeline.Schema.Select(f => request.Schema.Contains(f.Name) ? request[f.Name] : SideTable.WithMissingRow(golden[f.Name]).Select([golden.Count])));
    }

    private static void Require(float[] forgotten, float[] nobody, string model)
    {
        for (int i = 0; i < forgotten.Length; i++) if (!(Math.Abs(forgotten[i] - nobody[i]) <= Tolerance * Math.Max(1, Math.Abs(nobody[i])))) throw Kept(model);
    }

    private static InvalidOperationException Kept(string model) => new($"{model} keeps what it knows of a user where it cannot be taken out. Train again without the user's rows.");
}
