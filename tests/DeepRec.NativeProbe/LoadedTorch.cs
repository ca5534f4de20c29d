namespace DeepRec.NativeProbe;

/// <summary>What of TorchSharp is in this process.</summary>
internal static class LoadedTorch
{
    /// <summary>Writes how many assemblies and how many maps of native libraries there are.</summary>
    public static void Write()
    {
        Console.WriteLine(AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name == "TorchSharp"));
        Console.WriteLine(File.Exists("/proc/self/maps") ? File.ReadLines("/proc/self/maps").Count(line => line.Contains("torch", StringComparison.OrdinalIgnoreCase)) : 0);
    }
}
