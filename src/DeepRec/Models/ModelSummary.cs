using System.Globalization;
using System.Text;

namespace DeepRec.Models;

/// <summary>What a model is made of.</summary>
/// <param name="Layers">Every module that holds parameters of its own, in order.</param>
/// <param name="Parameters">Numbers that are learned, in all.</param>
/// <param name="MultiplyAdds">Multiplications with addition to score one row: those of dense layers and inner products; lookups count as none.</param>
/// <param name="Bytes">The memory of the parameters; training needs about four times as much (gradients and two moments).</param>
public sealed record ModelSummary(IReadOnlyList<LayerSummary> Layers, long Parameters, long MultiplyAdds, long Bytes)
{
    /// <summary>A readable table.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{"layer",-40}{"kind",-18}{"shapes",-28}{"parameters",12}{"multiply-adds",15}\n"));
        foreach (var layer in Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Name,-40}{layer.Kind,-18}{string.Join(' ', layer.Shapes),-28}{layer.Parameters,12:N0}{layer.MultiplyAdds,15:N0}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Parameters:N0} parameters, {Bytes:N0} bytes, {MultiplyAdds:N0} multiply-adds a row\n").ToString();
    }

    internal static ModelSummary Of(RecommenderModel model)
    {
        var modules = model.named_modules().ToLookup(entry => entry.name, entry => entry.module);
        LayerSummary[] layers =
        [
            .. model.named_parameters().Select(p => p.name[..Math.Max(0, p.name.LastIndexOf('.'))]).Distinct()
                .Select(name => LayerSummary.Of(name, name.Length == 0 ? model : modules[name].First())),
        ];
        return new ModelSummary(
            layers, layers.Sum(l => l.Parameters), layers.Sum(l => l.MultiplyAdds) + model.ExtraMultiplyAdds,
            model.parameters().Sum(p => p.numel() * p.element_size()));
    }
}
