namespace DeepRec.AspNetCore;

/// <summary>How recommenders of rankings learn online.</summary>
internal sealed class RankingLearning<TUser, TItem> : ILearningKind<TUser, TItem, RankingRecommender<TUser, TItem>>
    where TUser : notnull
    where TItem : notnull
{
    public string Metric => "NDCG@10";

    public bool PassesOverKnownRows => true;

    public FeatureSchema SchemaOf(RankingRecommender<TUser, TItem> model) => model.Pipeline.Schema;

    public RankingRecommender<TUser, TItem> Update(RankingRecommender<TUser, TItem> model, Dataset rows, UpdateOptions options, CancellationToken cancellationToken) => model.Update(rows, options, cancellationToken);

    public UpdateReport? ReportOf(RankingRecommender<TUser, TItem> model) => model.LastUpdate;

    public void Save(RankingRecommender<TUser, TItem> model, string path) => model.Save(path);

    // Both know of the older events, the one by its history and the other by having learned from them. Where all that is wanted was met before, met items count too.
    public (double Served, double Candidate) Compare(
        RankingRecommender<TUser, TItem> served, RankingRecommender<TUser, TItem> candidate, EventPart<TUser, TItem> older, EventPart<TUser, TItem> newest, CancellationToken cancellationToken)
    {
        var options = new RankingEvaluationOptions { CutOffs = [10] };
        try
        {
            return Measured();
        }
        catch (ArgumentException)
        {
            options = options with { MaskSeen = false };
            return Measured();
        }

        (double, double) Measured() => (served.Evaluate(newest.Rows, options, older.Rows, cancellationToken).Value(Metric), candidate.Evaluate(newest.Rows, options, null, cancellationToken).Value(Metric));
    }

    public bool IsWorse(double candidate, double served, double tolerance) => candidate < served * (1 - tolerance);
}
