namespace DeepRec;

/// <summary>What can be forbidden in two ways: by a switch of the application, and by a variable of the environment.</summary>
/// <param name="Name">The switch, as in <see cref="AppContext"/>.</param>
/// <param name="Variable">The variable; 1 or true forbids.</param>
internal sealed record RuntimeSwitch(string Name, string Variable)
{
    /// <summary>Forbids loading a relaxed copy of TorchSharp's native library.</summary>
    public static readonly RuntimeSwitch Relaxation = new("DeepRec.DisableNativeLibraryRelaxation", "DEEPREC_DISABLE_NATIVE_LIBRARY_RELAXATION");

    /// <summary>Forbids telling the C library to keep the memory that libtorch gives back.</summary>
    public static readonly RuntimeSwitch AllocatorTuning = new("DeepRec.DisableAllocatorTuning", "DEEPREC_DISABLE_ALLOCATOR_TUNING");

    public bool IsSet =>
        (AppContext.TryGetSwitch(Name, out bool disabled) && disabled)
        || Environment.GetEnvironmentVariable(Variable)?.ToUpperInvariant() is "1" or "TRUE";
}
