using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>Tells of a pipeline what a reader without it needs: its settings, and what it makes of each known user and item, of nobody and of nothing.</summary>
internal sealed class PipelineWriter(FittedPipeline pipeline, EntityTable users, EntityTable items)
{
    private static readonly Dictionary<string, object?> NoContext = [];
    private readonly RequestRows _requests = new(pipeline.Schema, users, items);

    /// <summary>Checks that what a step puts in a row can be told of a user and of an item by themselves.</summary>
    /// <exception cref="NotSupportedException">A step looks at more than one column.</exception>
    public void Require()
    {
        foreach (var step in pipeline.Steps)
        {
            if (!step.IsOfOneColumn)
            {
                throw new NotSupportedException($"The step {step.GetType().Name} looks at more than one column, so that what it makes of an item depends on the request: it has no form in an ONNX file. Leave it out of the pipeline, or serve the .deeprec file.");
            }
        }
    }

    /// <summary>Adds all of it to a card.</summary>
    public void Write(ModelCard card)
    {
        card.Pipeline(pipeline);
        var inputs = pipeline.KnownBefore;
        card.Columns("missing", pipeline.Transform(_requests.Compose(user: null, item: null, NoContext)), inputs);
        card.Table("users", users, pipeline.Transform(_requests.Compose([.. Enumerable.Range(0, users.Count).Select(users.IdAt)])), inputs.Where(input => input.Role is FeatureRole.User or FeatureRole.UserFeature));
        card.Table("items", items, pipeline.Transform(_requests.Compose(user: null, [.. Enumerable.Range(0, items.Count)], NoContext)), inputs.Where(input => input.Role is FeatureRole.Item or FeatureRole.ItemFeature));
    }
}
