using DeepRec;
using DeepRec.Testing;
using ScottPlot;

namespace Quickstart;

/// <summary>The loss after each epoch, above the floor that the noise sets.</summary>
internal static class LearningCurve
{
    public static void Draw(TrainingReport report, string path)
    {
        using var plot = new Plot();
        var loss = plot.Add.Scatter(report.History.Select(e => (double)e.Number).ToArray(), report.History.Select(e => e.Loss).ToArray());
        loss.LegendText = "training loss";
        plot.Add.HorizontalLine(GeneratedShop.NoiseVariance).LegendText = "variance of the noise";
        plot.XLabel("epoch");
        plot.YLabel("mean squared error");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, 800, 500);
    }
}
