using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/data.md on repairs.</summary>
internal static class SnippetsRepairs
{
    public static PreprocessingPipeline Choose(TrainingSet train)
    {
        var options = new DataQualityOptions { MinimumLabel = 1, MaximumLabel = 5, Latest = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };
        var report = DataQualityReport.Of(train.Rows, options);
        foreach (var repair in report.Repairs) Console.WriteLine($"{repair.Kind}, {repair.Column}, {repair.Rows} rows: {repair.Why} {repair.Effect}");

        var chosen = report.Repairs.Where(repair => repair.Kind != DataRepairKind.DropRareIds);
        var pipeline = PreprocessingPipeline.Default(train.Schema, chosen);
        return pipeline;
    }

    public static PreprocessingPipeline Own(DataQualityReport report)
    {
        var pipeline = new PreprocessingPipeline();
        foreach (var repair in report.Repairs) pipeline.Add(repair); // or pipeline.Add(repair.ToStep())
        pipeline.Add(new CategoryVocabulary("UserId"));
        return pipeline;
    }
}
