using DeepRec;
using ScottPlot;

namespace FairAndPrivate;

/// <summary>Exposure gap against quality as the bonus grows.</summary>
internal static class TradeOffCurve
{
    public static void Draw(GroupBonusFit fit, string path)
    {
        using var plot = new Plot();
        var curve = plot.Add.Scatter(fit.Curve.Select(point => point.Ndcg).ToArray(), fit.Curve.Select(point => point.ExposureGap).ToArray());
        curve.LegendText = "bonus from none to full";
        var chosen = plot.Add.Marker(fit.Chosen.Ndcg, fit.Chosen.ExposureGap, size: 14);
        chosen.LegendText = "chosen";
        plot.XLabel("NDCG@10 on the validation rows");
        plot.YLabel("exposure gap");
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, 640, 400);
    }
}
