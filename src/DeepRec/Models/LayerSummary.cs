using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>One module that holds parameters.</summary>
/// <param name="Name">Its place in the model, as in the saved weights.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Shapes">The shapes of its parameters, such as [32, 10].</param>
/// <param name="Parameters">Numbers that are learned.</param>
/// <param name="MultiplyAdds">Multiplications with addition to score one row.</param>
public sealed record LayerSummary(string Name, string Kind, IReadOnlyList<string> Shapes, long Parameters, long MultiplyAdds)
{
    internal static LayerSummary Of(string name, nn.Module module)
    {
        Parameter[] own = [.. module.named_parameters(recurse: false).Select(p => p.parameter)];
        return new LayerSummary(
            name, module.GetName(), [.. own.Select(p => NamedArray.Describe(p.shape))], own.Sum(p => p.numel()),
            module is Linear linear ? linear.weight!.numel() : 0);
    }
}
