namespace DeepRec.Preprocessing;

/// <summary>The names that fitted steps have in a bundle. A name, once released, stays.</summary>
internal static class FittedSteps
{
    public static NamedTypes<FittedStep> Types { get; } = new NamedTypes<FittedStep>("preprocessing step")
        .Register<Unchanged>("unchanged")
        .Register<FittedVocabulary>("vocabulary");
}
