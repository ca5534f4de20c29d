namespace DeepRec.Tests.Selection;

/// <summary>Stands in for the options of a model.</summary>
internal sealed record Settings(double Rate = 1, string Layers = "none")
{
    public static Settings Apply(Settings start, SearchPoint point) => start with { Rate = point.Number("rate"), Layers = point.Text("layers") };
}
