using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

/// <summary>Losses of rows with weights: the row of weight 2 beside itself twice, that of weight 0 beside none.</summary>
public sealed class WeightedLossesTests
{
    [Fact]
    public void TheWeightedSquaredErrorIsWorkedOut()
    {
        var (value, gradient) = LossOf.At(prediction => RatingLosses.SquaredError(prediction, LossOf.Doubles(0, 4, 9), LossOf.Doubles(2, 1, 0)), 1, 2, 3);

        Assert.Equal((2 * 1 + 4) / 3.0, value, 1e-14); // 1² twice, 2², and nothing of 6²
        Near.Equal([2 * 2 / 3.0, -4 / 3.0, 0], gradient, 1e-14);
    }

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    private static Dictionary<string, Func<Tensor, int[], Tensor?, Tensor>> All => new()
    {
        // Four numbers a row; rows are chosen by their places.
        ["squared error"] = (x, rows, w) => RatingLosses.SquaredError(Of(x, 0), Label(rows), w),
        ["huber"] = (x, rows, w) => RatingLosses.Huber(Of(x, 0), Label(rows), 0.5, w),
        ["absolute error"] = (x, rows, w) => RatingLosses.AbsoluteError(Of(x, 0), Label(rows), w),
        ["generalised cross-entropy"] = (x, rows, w) => RatingLosses.GeneralizedCrossEntropy(Of(x, 0), Label(rows).Times(0.25), 0.7, w),
        ["watch time"] = (x, rows, w) => RatingLosses.WatchTime(Of(x, 0), Label(rows), w),
        ["logistic"] = (x, rows, w) => RatingLosses.Log(Of(x, 0), Label(rows).Times(0.25), w),
        ["ordinal"] = (x, rows, w) => RatingLosses.Ordinal(x.narrow(1, 0, 3), LossOf.Doubles(1, 2, 4), Label(rows), 0.5, w),
        ["full softmax"] = (x, rows, w) => RankingLosses.FullSoftmax(x, Items(rows), 0, w),
        ["full softmax, smoothed"] = (x, rows, w) => RankingLosses.FullSoftmax(x, Items(rows), 0.2, w),
        ["sampled softmax"] = (x, rows, w) => RankingLosses.SampledSoftmax(Of(x, 0), x.narrow(1, 1, 3), LossOf.Doubles(0.1, 0.2, 0.3), weights: w),
        ["bpr"] = (x, rows, w) => RankingLosses.Bpr(Of(x, 0), x.narrow(1, 1, 3), w),
        ["hinge"] = (x, rows, w) => RankingLosses.Hinge(Of(x, 0), x.narrow(1, 1, 3), 1, w),
        ["warp"] = (x, rows, w) => RankingLosses.Warp(Of(x, 0), x.narrow(1, 1, 3), 1, 9, w),
        ["binary cross-entropy"] = (x, rows, w) => RankingLosses.BinaryCrossEntropy(Of(x, 0), x.narrow(1, 1, 3), w),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void ARowOfWeightTwoIsTheRowTwiceAndOneOfZeroIsAbsent(string name)
    {
        using var scope = NewDisposeScope();
        var loss = All[name];
        double[] numbers = [.. Enumerable.Range(0, 12).Select(i => Math.Sin(3 * i))];
        Tensor once = LossOf.Doubles(numbers).view(3, 4).requires_grad_(true), twice = LossOf.Doubles(numbers).view(3, 4).requires_grad_(true);

        var weighted = loss(once, [0, 1, 2], LossOf.Doubles(2, 1, 0)); // mean 1
        var repeated = loss(twice.index_select(0, tensor(new long[] { 0, 0, 1 })), [0, 0, 1], null);
        weighted.backward();
        repeated.backward();

        Assert.Equal(repeated.item<double>(), weighted.item<double>(), 1e-14);
        Near.Equal(twice.grad!.data<double>().ToArray(), once.grad!.data<double>().ToArray(), 1e-14);
    }

    [Fact]
    public void InTheBatchAWeightIsOfTheRowAndItStaysANegativeOfOthers()
    {
        using var scope = NewDisposeScope();
        var scores = LossOf.Doubles(Math.Log(3), 0, 0, Math.Log(4)).view(2, 2); // P = 3/4, 4/5

        double Loss(params double[] weights) => RankingLosses.InBatchSoftmax(scores, LossOf.Doubles(0, 0), Items([0, 1]), LossOf.Doubles(weights)).item<double>();

        Assert.Equal((1.5 * Math.Log(4 / 3.0) + 0.5 * Math.Log(5 / 4.0)) / 2, Loss(1.5, 0.5), 1e-14);
        Assert.Equal(2 * Math.Log(4 / 3.0) / 2, Loss(2, 0), 1e-14);
    }

    private static Tensor Of(Tensor x, int column) => x.select(1, column);

    private static Tensor Label(int[] rows) => LossOf.Doubles([.. rows.Select(row => new double[] { 1, 2, 4 }[row])]);

    private static Tensor Items(int[] rows) => tensor(Array.ConvertAll(rows, row => (long)(row + 1)));
}
