using DeepRec;

namespace FairAndPrivate;

/// <summary>
/// Who is predicted well was among the training rows (Yeom et al., CSF 2018). Its measure: the chance that a row of training has a smaller error than one that was held out, one half where nothing is known, with the
/// interval of Hanley and McNeil (Radiology 1982).
/// </summary>
internal static class MembershipAttack
{
    public static (double Area, double Lower, double Upper) On(Recommender<string, string> recommender, Dataset members, Dataset others)
    {
        double[] scores = [.. Errors(recommender, members).Concat(Errors(recommender, others)).Select(error => -(double)error)];
        bool[] inside = [.. Enumerable.Repeat(true, members.Count).Concat(Enumerable.Repeat(false, others.Count))];
        double area = BinaryMetrics.Auc(scores, inside), q1 = area / (2 - area), q2 = 2 * area * area / (1 + area), pairs = (double)members.Count * others.Count;
        double error = Math.Sqrt(((area * (1 - area)) + ((members.Count - 1) * (q1 - (area * area))) + ((others.Count - 1) * (q2 - (area * area)))) / pairs);
        return (area, area - (1.96 * error), area + (1.96 * error));
    }

    private static IEnumerable<float> Errors(Recommender<string, string> recommender, Dataset rows)
    {
        float[] labels = rows.Column<NumberColumn>(rows.Schema.Label!.Name).Values.ToArray();
        return recommender.Predict(rows).Zip(labels, (predicted, label) => Math.Abs(predicted - label));
    }
}
