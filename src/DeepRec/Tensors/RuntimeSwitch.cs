namespace DeepRec;

/// <summary>The two ways to forbid loading a relaxed copy of TorchSharp's native library.</summary>
internal static class RelaxationSwitch
{
    public const string Name = "DeepRec.DisableNativeLibraryRelaxation";
    public const string Variable = "DEEPREC_DISABLE_NATIVE_LIBRARY_RELAXATION";

    public static bool IsSet =>
        (AppContext.TryGetSwitch(Name, out var disabled) && disabled)
        || Environment.GetEnvironmentVariable(Variable)?.ToUpperInvariant() is "1" or "TRUE";
}
