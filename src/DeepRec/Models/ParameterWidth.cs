using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>How wide the layers of a module are.</summary>
internal static class ParameterWidth
{
    /// <summary>The longest last axis of a parameter, 1 or more: no vector of a row is longer in the library's own models.</summary>
    public static long Of(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return Math.Max(1, module.parameters().Max(p => p.shape is [.., var last] ? last : (long?)null) ?? 1);
    }
}
