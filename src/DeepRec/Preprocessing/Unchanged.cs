namespace DeepRec.Preprocessing;

/// <summary>The fitted form of a step that only acts on training rows.</summary>
internal sealed record Unchanged : FittedStep
{
    internal override bool IsOfOneColumn => true;

    public override Dataset Transform(Dataset rows) => rows;
}
