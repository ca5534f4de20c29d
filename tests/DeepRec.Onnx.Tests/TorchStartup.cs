using System.Runtime.CompilerServices;

namespace DeepRec.Onnx.Tests;

internal static class TorchStartup
{
    // Before any test touches a tensor, whichever runs first.
    [ModuleInitializer]
    internal static void LoadTorch() => TorchRuntime.EnsureLoaded();
}
