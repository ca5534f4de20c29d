using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

public sealed class FusionTests
{
    private static readonly Dictionary<string, FusionOptions> Cases = new()
    {
        ["gated-sigmoid"] = new GatedSumFusion { Dimension = 4 },
        ["gated-softmax"] = new GatedSumFusion { Dimension = 4, Gate = FusionGate.Softmax },
        ["attention-query"] = new AttentionFusion { Dimension = 4 },
        ["attention-query-heads"] = new AttentionFusion { Dimension = 4, Heads = 2 },
        ["attention-self"] = new AttentionFusion { Dimension = 4, Heads = 2, SelfAttention = true },
        ["factorization"] = new FactorizationFusion { Dimension = 4 },
        ["cross"] = new CrossFusion(),
        ["cross-rank"] = new CrossFusion { Rank = 2 },
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputAndGradientsAreThoseOfPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = new FusionGolden(name);
        int[] widths = [.. golden["widths"].EnumerateArray().Select(w => w.GetInt32())];
        using var fusion = Cases[name].Create(widths, 1);
        golden.Set(fusion);
        int rows = golden["rows"].GetInt32();
        Tensor[] parts = [.. golden["parts"].EnumerateArray().Zip(widths, (values, width) => FusionGolden.Tensor(values, rows, width).requires_grad_())];

        var output = fusion.call(parts);
        (output * FusionGolden.Tensor(golden["factors"], output.shape)).sum().backward();

        Assert.Equal([rows, fusion.OutputWidth], output.shape);
        FusionGolden.Agree(golden["output"], output);
        FusionGolden.AgreeGradients(golden["gradients"], fusion);
        foreach (var (gradient, part) in golden["partGradients"].EnumerateArray().Zip(parts)) FusionGolden.Agree(gradient, part.grad!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARowIsTheSameAloneAndAmongOthers(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fusion = Cases[name].Create([2, 3, 1], 5);
        Tensor[] parts = [.. new[] { 2, 3, 1 }.Select(width => Numbers(7, width))];
        float[] together = TensorMemory.ToFloats(fusion.call(parts));

        foreach (int size in new[] { 1, 2, 5 })
        {
            float[] apart = [.. Enumerable.Range(0, 7).Chunk(size).SelectMany(rows => TensorMemory.ToFloats(fusion.call([.. parts.Select(p => p.narrow(0, rows[0], rows.Length))])))];
            Near.Equal(together, apart, 1e-6);
        }

        Assert.Equal([0, fusion.OutputWidth], fusion.call([.. parts.Select(p => p.narrow(0, 0, 0))]).shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OnePartAloneIsFinite(string name)
    {
        using var scope = NewDisposeScope();
        using var fusion = Cases[name].Create([3], 5);

        Assert.All(TensorMemory.ToFloats(fusion.call([Numbers(2, 3)])), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSeedDecidesTheStartAndEveryParameterIsNamed(string name)
    {
        using Fusion first = Cases[name].Create([2, 3], 5), again = Cases[name].Create([2, 3], 5), other = Cases[name].Create([2, 3], 6);

        Assert.Equal(All(first), All(again));
        Assert.NotEqual(All(first), All(other));

        static float[] All(Fusion fusion) => [.. fusion.named_parameters().SelectMany(p => TensorMemory.ToFloats(p.parameter))];
    }

    [Fact]
    public void ConcatenationHasNothingToLearn()
    {
        using var scope = NewDisposeScope();
        using var fusion = new ConcatenationFusion().Create([2, 1], 5);

        Assert.Empty(fusion.parameters());
        Assert.Equal(3, fusion.OutputWidth);
        Assert.Equal([1, 2, 5, 3, 4, 6], TensorMemory.ToFloats(fusion.call([tensor(new float[] { 1, 2, 3, 4 }, [2, 2]), tensor(new float[] { 5, 6 }, [2, 1])])));
    }

    [Fact]
    public void SoftmaxGatesShareAWeightOfOne()
    {
        using var scope = NewDisposeScope();
        using var fusion = new GatedSumFusion { Dimension = 2, Gate = FusionGate.Softmax }.Create([2, 2], 5);
        foreach (string part in new[] { "0", "1" }) Encoded.Set(fusion, $"projections.{part}.weight", 1, 0, 0, 1);
        Encoded.Set(fusion, "gate.weight", new float[8]);
        Encoded.Set(fusion, "gate.bias", 0, MathF.Log(3));

        Near.Equal([0.25f * 4 + 0.75f * 8, 0.25f * -4], TensorMemory.ToFloats(fusion.call([tensor(new float[] { 4, -4 }, [1, 2]), tensor(new float[] { 8, 0 }, [1, 2])])));
    }

    [Fact]
    public void SettingsAreKeptUnderTheirNames()
    {
        Assert.Equal("""{"$type":"cross","layers":3,"rank":8}""", Compact(JsonSerializer.Serialize<FusionOptions>(new CrossFusion { Layers = 3, Rank = 8 }, Json.Options)));
        Assert.All(Cases.Values.Append(new ConcatenationFusion()), options =>
            Assert.Equal(options, JsonSerializer.Deserialize<FusionOptions>(JsonSerializer.Serialize(options, Json.Options), Json.Options)));

        static string Compact(string json) => json.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatedSumFusion { Dimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatedSumFusion { Gate = (FusionGate)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttentionFusion { Heads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossFusion { Layers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossFusion { Rank = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorizationFusion { Dimension = -1 });
        Assert.Contains("32 among 5 heads", Assert.Throws<ArgumentException>(() => new AttentionFusion { Heads = 5 }.Create([2], 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSummaryCountsItsMultiplyAdds(string name)
    {
        const int N = 3, D = 4, F = 6;
        long expected = name switch
        {
            "gated-sigmoid" or "gated-softmax" => F * D + N * F + N * D,
            "attention-query" or "attention-query-heads" => F * D + 2 * N * D * D + D * D + 2 * N * D,
            "attention-self" => F * D + 4 * N * D * D + 2 * N * N * D,
            "factorization" => F * D + (N + 1) * D,
            "cross" => 2 * (F * F + F),
            _ => 2 * (2 * F * 2 + F),
        };
        using var fusion = Cases[name].Create([2, 3, 1], 1);
        long dense = fusion.named_modules().Select(m => m.module).OfType<TorchSharp.Modules.Linear>().Sum(l => l.weight!.numel());

        Assert.Equal(expected, dense + fusion.ExtraMultiplyAdds);
    }

    private static Tensor Numbers(int rows, int width) =>
        TensorMemory.FromFloats([.. Enumerable.Range(0, rows * width).Select(i => MathF.Sin(i * 1.7f + width))], rows, width);
}
