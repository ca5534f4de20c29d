using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// Looks for what makes figures better than they are: test rows older than training rows, a pipeline fitted on test rows, interactions in both parts, columns
/// that give the label away, ids that give the order away.
/// </summary>
/// <remarks>
/// What it finds is a leak by the evidence of the rows; that it finds nothing is no proof. Why it matters: Ji, Sun, Zhang and Li, "A Critical Study on Data
/// Leakage in Recommender System Offline Evaluation" (2023). Deterministic; memory about twice that of the rows.
/// </remarks>
public static class LeakageAudit
{
    /// <summary>Audits a split, and the pipeline that was fitted on its training rows.</summary>
    /// <param name="train">The rows that were learned from, before preprocessing.</param>
    /// <param name="test">The rows to test on, with the same columns.</param>
    /// <param name="pipeline">The fitted pipeline, to find statistics and vocabularies of test rows.</param>
    /// <param name="options">What is a leak; default: see there.</param>
    /// <exception cref="ArgumentException">The columns of the two parts differ, or a column of the pipeline is absent.</exception>
    public static LeakageReport Of(TrainingSet train, Dataset test, FittedPipeline? pipeline = null, LeakageAuditOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        _ = Split.Predefined(train.Partitions[0], test); // refuses other columns by name
        options ??= new LeakageAuditOptions();
        var rows = new AuditedRows(train.Rows, test, options);
        List<LeakageFinding> findings = [], notes = [];
        TimeLeaks.Find(rows, findings, notes);
        if (pipeline is not null) FittedLeaks.Find(rows, pipeline, findings);
        InteractionLeaks.Find(rows, findings, notes);
        LabelLeaks.Find(rows, findings);
        ItemIdLeaks.Find(rows, findings, notes);
        return new LeakageReport(train.Count, test.Count, findings, notes);
    }
}
