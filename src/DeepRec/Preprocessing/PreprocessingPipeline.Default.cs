namespace DeepRec.Preprocessing;

public sealed partial class PreprocessingPipeline
{
    /// <summary>Sensible steps from the schema alone; add more, or write your own pipeline from these.</summary>
    /// <remarks>
    /// <see cref="DropInvalidRows"/>; then a <see cref="CategoryVocabulary"/> for each category (user and item too) and for several categories;
    /// for each number <see cref="FillMissing"/> with the mean, an indicator where training has missing values, and <see cref="Standardize"/>;
    /// <see cref="TimeFeatures"/> for points in time; <see cref="TextVocabulary"/> for texts. Vectors go as they are to their encoder. The label and the row's own time are left alone: the time of a row says when
    /// it was, and of a row to be scored it is always later than all that was learned from.
    /// </remarks>
    /// <param name="schema">The raw columns.</param>
    /// <param name="repairs">Repairs of a <see cref="DataQualityReport"/> that go before, in this order; columns that one of them leaves out have no steps. Default: none.</param>
    public static PreprocessingPipeline Default(FeatureSchema schema, params IEnumerable<DataRepair> repairs)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(repairs);
        DataRepair[] chosen = [.. repairs];
        var pipeline = new PreprocessingPipeline();
        foreach (var repair in chosen) pipeline.Add(repair);
        pipeline.Add(new DropInvalidRows());
        var dropped = chosen.Where(r => r.Kind == DataRepairKind.DropColumn).Select(r => r.Column).ToHashSet(StringComparer.Ordinal);
        foreach (var feature in schema.Where(f => f.Role is not (FeatureRole.Label or FeatureRole.Timestamp) && !dropped.Contains(f.Name)))
        {
            switch (feature.Kind)
            {
                case FeatureKind.Category or FeatureKind.Categories:
                    pipeline.Add(new CategoryVocabulary(feature.Name));
                    break;
                case FeatureKind.Number:
                    pipeline.Add(new FillMissing(feature.Name) { AddIndicator = true }).Add(new Standardize(feature.Name));
                    break;
                case FeatureKind.DateTime:
                    pipeline.Add(new TimeFeatures(feature.Name));
                    break;
                case FeatureKind.Text:
                    pipeline.Add(new TextVocabulary(feature.Name));
                    break;
                case FeatureKind.Vector:
                    break; // it goes as it is to its encoder, which brings it to one scale
                default:
                    throw new ArgumentOutOfRangeException(nameof(schema), feature.Kind, $"Feature '{feature.Name}' has an unknown kind.");
            }
        }

        return pipeline;
    }
}
