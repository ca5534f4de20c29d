using System.Text.Json;
using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

public sealed class RankingLossesTests
{
    private static readonly JsonElement Case = Golden.Root.GetProperty("softmax");

    private static Tensor Targets => Long(Golden.Vector(Case.GetProperty("target")));

    [Fact]
    public void TheFullSoftmaxIsThatOfPyTorch() =>
        IsGolden(Case, "crossEntropy", scores => RankingLosses.FullSoftmax(scores, Targets));

    [Theory]
    [InlineData("sampled", true)]
    [InlineData("sampledNegativesOnly", false)]
    public void BothSampledSoftmaxesAreThoseOfPyTorch(string name, bool correctPositives)
    {
        var part = Case.GetProperty(name);
        using var scope = NewDisposeScope();
        double[] negatives = Golden.Vector(part.GetProperty("negatives"));
        double[] probability = Golden.Vector(part.GetProperty("samplingProbability"));
        double[] logExpected = [.. probability.Select(q => Math.Log(negatives.Length * q))];
        var drawn = Long(negatives); // [K]
        var log = Doubles(logExpected); // [I]

        IsGolden(part, "loss", scores => RankingLosses.SampledSoftmax(
            OfTargets(scores), scores.index_select(1, drawn), log.index_select(0, drawn), correctPositives ? log.index_select(0, Targets) : null, Targets.unsqueeze(1).eq(drawn.unsqueeze(0))));
    }

    [Fact]
    public void TheInBatchSoftmaxIsThatOfPyTorch()
    {
        using var scope = NewDisposeScope();
        double[] probability = Golden.Vector(Case.GetProperty("sampled").GetProperty("samplingProbability"));
        var log = Doubles([.. probability.Select(q => Math.Log(q))]).index_select(0, Targets); // [B]

        IsGolden(Case.GetProperty("inBatch"), "loss", scores => RankingLosses.InBatchSoftmax(scores.index_select(1, Targets), log, Targets));
    }

    [Fact]
    public void BprIsThatOfPyTorch()
    {
        var part = Case.GetProperty("bpr");
        using var scope = NewDisposeScope();
        var negatives = Long(Golden.Vector(part.GetProperty("negatives"))); // [B]

        IsGolden(part, "loss", scores => RankingLosses.Bpr(OfTargets(scores), scores.gather(1, negatives.unsqueeze(1)).squeeze(1)));
    }

    [Fact]
    public void LabelSmoothingIsWorkedOut()
    {
        // ln(1 + 3) − 0.8 · ln 3 − 0.2 · (0 + ln 3) / 2, and P − (0.1, 0.9).
        var (value, gradient) = LossOf.At(s => RankingLosses.FullSoftmax(s.reshape(1, 2), Long([1]), 0.2), 0, Math.Log(3));

        Assert.Equal(Math.Log(4) - 0.9 * Math.Log(3), value, 1e-14);
        Near.Equal([0.25 - 0.1, 0.75 - 0.9], gradient, 1e-14);
    }

    [Fact]
    public void WithoutACorrectionTheSampledSoftmaxIsAmongTheCandidates() =>
        Assert.Equal(Math.Log(6 / 2.0), LossOf.At(s => RankingLosses.SampledSoftmax(s[..1], s[1..].reshape(1, 2), null), Math.Log(2), Math.Log(3), 0).Value, 1e-14);

    [Fact]
    public void AHitTakesNoPartAndGetsNoGradient()
    {
        using var scope = NewDisposeScope();
        var hits = tensor(new[] { true, false }, [1, 2]);
        var (value, gradient) = LossOf.At(s => RankingLosses.SampledSoftmax(s[..1], s[1..].reshape(1, 2), Doubles(0, 0), null, hits), 0, 5, 0);

        Assert.Equal(Math.Log(2), value, 1e-14);
        Near.Equal([-0.5, 0, 0.5], gradient, 1e-14);
    }

    [Fact]
    public void WhereNothingButThePositiveIsLeftTheLossIsZero()
    {
        using var scope = NewDisposeScope();
        var hits = tensor(new[] { true, true }, [1, 2]);

        IsZero(LossOf.At(s => RankingLosses.SampledSoftmax(s[..1], s[1..].reshape(1, 2), Doubles(0, 0), null, hits), 1, 1, 1));
        IsZero(LossOf.At(s => RankingLosses.InBatchSoftmax(s.reshape(1, 1), Doubles(-3), Long([7])), 2));
        IsZero(LossOf.At(s => RankingLosses.InBatchSoftmax(s.reshape(2, 2), Doubles(-3, -3), Long([7, 7])), 2, 1, 0, 4));

        static void IsZero((double Value, double[] Gradient) loss)
        {
            Assert.Equal(0, loss.Value);
            Assert.All(loss.Gradient, g => Assert.Equal(0, g));
        }
    }

    [Fact]
    public void HingeIsWorkedOut()
    {
        var (value, gradient) = LossOf.At(s => RankingLosses.Hinge(s[..2], s[2..].reshape(2, 2), 1), 2, 0, 1.5, -1, 0.5, -3);

        Assert.Equal((0.5 + 0 + 1.5 + 0) / 4, value);
        Assert.Equal([-0.25, -0.25, 0.25, 0, 0.25, 0], gradient);
    }

    [Fact]
    public void WarpIsWorkedOut()
    {
        // 11 items. Row 0: the second negative violates, rank 10 / 2; row 1: the first, rank 10; row 2: none.
        double five = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0, ten = five + 1 / 6.0 + 1 / 7.0 + 1 / 8.0 + 1 / 9.0 + 1 / 10.0;
        var (value, gradient) = LossOf.At(s => RankingLosses.Warp(s[..3], s[3..].reshape(3, 3), 1, 11), 2, 0, 5, 0, 1.5, 3, 0.5, 9, 9, 0, 0, 4);

        Assert.Equal((five * 0.5 + ten * 1.5) / 3, value, 1e-13);
        Near.Equal([-five / 3, -ten / 3, 0, 0, five / 3, 0, ten / 3, 0, 0, 0, 0, 0], gradient, 1e-13);
    }

    [Fact]
    public void WarpTakesAViolatorForAtLeastTheFirstRank() =>
        Assert.Equal(0.5, LossOf.At(s => RankingLosses.Warp(s[..1], s[1..].reshape(1, 3), 1, 2), 2, 0, 0, 1.5).Value, 1e-14);

    [Fact]
    public void BinaryCrossEntropyIsWorkedOut()
    {
        // σ = ½ for the positive, ¾ and ¼ for the negatives.
        var (value, gradient) = LossOf.At(s => RankingLosses.BinaryCrossEntropy(s[..1], s[1..].reshape(1, 2)), 0, Math.Log(3), -Math.Log(3));

        Assert.Equal((Math.Log(2) + Math.Log(4) + Math.Log(4 / 3.0)) / 3, value, 1e-14);
        Near.Equal([-0.5 / 3, 0.75 / 3, 0.25 / 3], gradient, 1e-14);
    }

    [Fact]
    public void GradientsAgreeWithCentralDifferences()
    {
        double[] six = [0.3, -1.2, 2.5, 0.7, -0.1, 1.9];
        using var scope = NewDisposeScope();
        double[] nine = [.. six, 0.4, -0.6, 1.1];
        var hits = tensor(new[] { false, false, true, false }, [2, 2]);

        LossOf.AgreesWithDifferences(s => RankingLosses.FullSoftmax(s.reshape(2, 3), Long([2, 0]), 0.1), six);
        LossOf.AgreesWithDifferences(s => RankingLosses.SampledSoftmax(s[..2], s[2..].reshape(2, 2), Doubles(-1, 0.5), null, hits), six);
        LossOf.AgreesWithDifferences(s => RankingLosses.SampledSoftmax(s[..2], s[2..].reshape(2, 2), Doubles(-1, 0.5), Doubles(-2, 0.2), hits), six);
        LossOf.AgreesWithDifferences(s => RankingLosses.InBatchSoftmax(s.reshape(3, 3), Doubles(-1, -2, -1), Long([4, 2, 4])), nine);
        LossOf.AgreesWithDifferences(s => RankingLosses.Bpr(s[..3], s[3..]), six);
        LossOf.AgreesWithDifferences(s => RankingLosses.Bpr(s[..3], s[3..].reshape(3, 2)), nine);
        LossOf.AgreesWithDifferences(s => RankingLosses.Hinge(s[..3], s[3..].reshape(3, 2), 0.9), nine);
        LossOf.AgreesWithDifferences(s => RankingLosses.Warp(s[..3], s[3..].reshape(3, 2), 0.9, 20), nine);
        LossOf.AgreesWithDifferences(s => RankingLosses.BinaryCrossEntropy(s[..3], s[3..].reshape(3, 2)), nine);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void ExtremeScoresGiveFiniteLossesAndGradients(ScalarType type)
    {
        double[] scores = [1e4, -1e4, 0, -1e4, 1e4, 1e4];
        Func<Tensor, Tensor>[] losses =
        [
            s => RankingLosses.FullSoftmax(s.reshape(2, 3), Long([1, 0]), 0.1),
            s => RankingLosses.SampledSoftmax(s[..2], s[2..].reshape(2, 2), Doubles(-30, 3).to_type(type), Doubles(-30, 3).to_type(type), tensor(new[] { true, true, false, true }, [2, 2])),
            s => RankingLosses.InBatchSoftmax(s[..4].reshape(2, 2), Doubles(-30, 3).to_type(type), Long([3, 3])),
            s => RankingLosses.Bpr(s[..2], s[2..].reshape(2, 2)),
            s => RankingLosses.Hinge(s[..2], s[2..].reshape(2, 2), 1),
            s => RankingLosses.Warp(s[..2], s[2..].reshape(2, 2), 1, 1_000_000),
            s => RankingLosses.BinaryCrossEntropy(s[..2], s[2..].reshape(2, 2)),
        ];

        foreach (var loss in losses)
        {
            using var scope = NewDisposeScope();
            var point = Doubles(scores).to_type(type).requires_grad_();
            var value = loss(point);
            value.backward();
            Assert.Equal(type, value.dtype);
            Assert.True(double.IsFinite(TensorMath.Number(value)));
            Assert.True(point.grad!.isfinite().all().item<bool>());
        }
    }

    /// <summary>The loss and its gradients through score = user · item + bias, against the golden ones.</summary>
    private static void IsGolden(JsonElement part, string lossName, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var users = Doubles(Golden.Flatten(Case.GetProperty("user"))).reshape(4, 5).requires_grad_();
        var items = Doubles(Golden.Flatten(Case.GetProperty("item"))).reshape(9, 5).requires_grad_();
        var bias = Doubles(Golden.Flatten(Case.GetProperty("itemBias"))).requires_grad_();
        var value = loss(users.mm(items.t()) + bias); // [B, D] × [D, I] → [B, I]
        value.backward();

        Assert.Equal(part.GetProperty(lossName).GetDouble(), TensorMath.Number(value), 1e-9);
        foreach (var (name, parameter) in new[] { ("gradUser", users), ("gradItem", items), ("gradBias", bias) })
        {
            Near.Equal(Golden.Flatten(part.GetProperty(name)), TensorMemory.Span<double>(parameter.grad!.contiguous()).ToArray(), 1e-9);
        }
    }

    private static Tensor OfTargets(Tensor scores) => scores.gather(1, Targets.unsqueeze(1)).squeeze(1); // [B, I] → [B]

    private static Tensor Doubles(params double[] values) => LossOf.Doubles(values);

    private static Tensor Long(double[] values) => tensor(Array.ConvertAll(values, v => (long)v));
}
