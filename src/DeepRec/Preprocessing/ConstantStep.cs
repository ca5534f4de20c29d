namespace DeepRec.Preprocessing;

/// <summary>A step that learns nothing, as one of a pipeline.</summary>
internal sealed class ConstantStep(FittedStep step) : PreprocessingStep
{
    public override FittedStep Fit(TrainingSet training) => step;
}
