namespace DeepRec.Preprocessing;

/// <summary>A step that learns nothing, as one of a pipeline.</summary>
internal sealed class ConstantStep(FittedStep step) : PreprocessingStep
{
    // What corrects a column may do so in the rows that are kept as well.
    internal override string? OnlyColumn => step.Corrects is null ? step.OnlyColumn : null;

    public override FittedStep Fit(TrainingSet training) => step;
}
