namespace DeepRec.Preprocessing;

/// <summary>A fitted pipeline whose vocabularies take up values of later rows behind those that they have: known values keep their ids. All other steps stay as they were fitted.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="UnknownShares">For each column with a vocabulary the share of the rows' values, missing ones aside, that it did not know; columns without a value are left out.</param>
/// <param name="Closed">Columns whose vocabularies were not allowed to grow, and of which the rows hold unknown values.</param>
internal sealed record GrownPipeline(FittedPipeline Pipeline, IReadOnlyDictionary<string, double> UnknownShares, IReadOnlyList<string> Closed)
{
    /// <param name="pipeline">The fitted pipeline.</param>
    /// <param name="rows">Raw rows in its columns.</param>
    /// <param name="mayGrow">Whether a model bears these inputs, some larger than before.</param>
    public static GrownPipeline Of(FittedPipeline pipeline, Dataset rows, Func<IReadOnlyList<FeatureInput>, bool> mayGrow)
    {
        var shares = new Dictionary<string, double>();
        var unknown = new Dictionary<FittedVocabulary, string[]>(ReferenceEqualityComparer.Instance);
        _ = pipeline.Transform(rows, (step, reached) =>
        {
            if (step is not FittedVocabulary known) return;
            var counts = CategoryValues.Count(new TrainingSet(reached), known.Column);
            int all = counts.Values.Sum();
            if (all == 0) return;
            var found = counts.Where(value => !known.Vocabulary.Contains(value.Key)).OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).ToArray();
            shares[known.Column] = (double)found.Sum(value => value.Value) / all;
            if (found.Length > 0) unknown[known] = [.. found.Select(value => value.Key)];
        });

        var growing = unknown.Keys.Where(step => InputOf(pipeline, step) is { Role: not FeatureRole.Event }).ToList();
        if (growing.Count > 0 && !mayGrow(Inputs(growing))) growing.RemoveAll(step => !mayGrow(Inputs([step])));
        return new GrownPipeline(
            new FittedPipeline(pipeline.Schema, [.. pipeline.Steps.Select(step => step is FittedVocabulary known && growing.Contains(known, ReferenceEqualityComparer.Instance) ? Grown(known) : step)], Inputs(growing)),
            shares, [.. unknown.Keys.Where(step => !growing.Contains(step, ReferenceEqualityComparer.Instance)).Select(step => step.Column)]);

        IReadOnlyList<FeatureInput> Inputs(List<FittedVocabulary> larger) =>
            [.. pipeline.Inputs.Select(input => larger.FirstOrDefault(step => InputOf(pipeline, step) == input) is { } step ? input with { Size = input.Size + unknown[step].Length } : input)];

        FittedVocabulary Grown(FittedVocabulary known) => new(known.Column, [.. known.Values, .. unknown[known]], known.OutOfVocabularyBuckets);
    }

    // What a vocabulary becomes for a model; null where a later step makes something else of it.
    private static FeatureInput? InputOf(FittedPipeline pipeline, FittedVocabulary step) => pipeline.Inputs.FirstOrDefault(input =>
        input.Name == step.Column && input.Kind is FeatureInputKind.Id or FeatureInputKind.IdBag && input.Size == step.Vocabulary.Cardinality && input.Weights.Count == 0 && input.VectorWidth == 0);
}
