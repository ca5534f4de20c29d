using System.Text.Json;
using CsCheck;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

public sealed class TextEncoderTests
{
    private const int Size = 9;

    public static TheoryData<string, FeatureEncoderOptions> GoldenCases => new()
    {
        { "bag", new TextBagEncoderOptions { Dimension = 3 } },
        { "bagPlain", new TextBagEncoderOptions { Dimension = 3, SublinearFrequency = false } },
        { "cnn", new TextCnnEncoderOptions { Dimension = 3, TokenDimension = 4, Widths = [2, 3], Filters = 5, MaximumLength = 8 } },
        { "gru", new TextGruEncoderOptions { Dimension = 3, TokenDimension = 4, Hidden = 5, MaximumLength = 8 } },
        { "transformer", new TextTransformerEncoderOptions { Dimension = 3, TokenDimension = 4, Heads = 2, Blocks = 2, MaximumLength = 8 } },
    };

    public static TheoryData<FeatureEncoderOptions> Encoders =>
    [
        new TextBagEncoderOptions { Dimension = 3, Dropout = 0.2 },
        new TextCnnEncoderOptions { Dimension = 3, TokenDimension = 4, Filters = 5 },
        new TextGruEncoderOptions { Dimension = 3, TokenDimension = 4, Hidden = 5 },
        new TextTransformerEncoderOptions { Dimension = 3, TokenDimension = 4, Heads = 2 },
    ];

    public static TheoryData<FeatureEncoderOptions> SequenceEncoders => [.. Encoders.Select(row => row.Data).Where(options => options is not TextBagEncoderOptions)];

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void AgreesWithPyTorch(string name, FeatureEncoderOptions options)
    {
        using var scope = NewDisposeScope();
        var expected = TextGolden.Case(name);
        int[][] texts = expected.GetProperty("texts").Deserialize<int[][]>()!;
        var input = Input(expected.TryGetProperty("idf", out var idf) ? idf.Deserialize<float[]>()! : []);
        using var encoder = options.Create(input, seed: 1);

        TextGolden.Check(expected, encoder, () => encoder.call(Batch(input, texts)));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void RowsDoNotDependOnWhatTheyAreBatchedWith(FeatureEncoderOptions options) => Gen.Int[2, Size - 1].Array[0, 12].Array[1, 6].Sample(texts =>
    {
        using var encoder = Create(options);
        float[] together = Encode(encoder, texts);

        foreach (int part in (int[])[1, 2]) Near.Equal(together, [.. texts.Chunk(part).SelectMany(rows => Encode(encoder, rows))], 1e-4);
        Near.Equal(together, Encode(encoder, [.. texts, [.. Enumerable.Repeat(3, 40)]])[..together.Length], 1e-4);
    }, iter: 20, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Theory]
    [MemberData(nameof(Encoders))]
    public void AnEmptyTextIsFiniteAndSoAreItsGradients(FeatureEncoderOptions options)
    {
        using var scope = NewDisposeScope();
        using var encoder = Create(options);
        encoder.train();

        var x = encoder.call(Batch(Input([]), [[], []]));
        (x * x).sum().Plus(x.sum()).backward();

        Assert.Equal(TensorMemory.ToFloats(x)[..3], TensorMemory.ToFloats(x)[3..]);
        Assert.All(TensorMemory.ToFloats(x), value => Assert.True(float.IsFinite(value)));
        Assert.All(encoder.parameters().Where(p => p.grad is not null), p => Assert.All(TensorMemory.ToFloats(p.grad!), value => Assert.True(float.IsFinite(value))));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void NoRowsGiveNone(FeatureEncoderOptions options)
    {
        using var encoder = Create(options);
        Assert.Empty(Encode(encoder));
    }

    [Theory]
    [MemberData(nameof(SequenceEncoders))]
    public void TheOrderOfTokensCounts(FeatureEncoderOptions options)
    {
        using var encoder = Create(options);
        Assert.NotEqual(Encode(encoder, [3, 4, 5, 6, 7, 8]), Encode(encoder, [8, 7, 6, 5, 4, 3]));
    }

    [Theory]
    [MemberData(nameof(SequenceEncoders))]
    public void TheFirstTokensAreRead(FeatureEncoderOptions options)
    {
        using var encoder = Create(options switch
        {
            TextCnnEncoderOptions cnn => cnn with { MaximumLength = 4 },
            TextGruEncoderOptions gru => gru with { MaximumLength = 4 },
            TextTransformerEncoderOptions transformer => transformer with { MaximumLength = 4 },
            _ => throw new InvalidOperationException(),
        });
        Assert.Equal(Encode(encoder, [3, 4, 5, 6]), Encode(encoder, [3, 4, 5, 6, 7, 8]));
        Assert.NotEqual(Encode(encoder, [3, 4, 5, 6]), Encode(encoder, [3, 4, 5, 7]));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void StartValuesAreAFunctionOfTheSeed(FeatureEncoderOptions options)
    {
        using FeatureEncoder one = Create(options), same = Create(options), other = options.Create(Input([]), seed: 6);

        Assert.Equal(Encode(one, [3, 4, 5, 6]), Encode(same, [3, 4, 5, 6]));
        Assert.NotEqual(Encode(one, [3, 4, 5, 6]), Encode(other, [3, 4, 5, 6]));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void DropoutIsGovernedByTheStep(FeatureEncoderOptions options)
    {
        using var encoder = Create(options);
        encoder.train();
        float[] Drawn(ulong seed)
        {
            using var step = StepRandom.Begin(seed);
            return Encode(encoder, [3, 4, 5, 6, 7, 8], [4, 5], [3, 8, 8]);
        }

        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void EveryParameterLearns(FeatureEncoderOptions options)
    {
        using var scope = NewDisposeScope();
        using var encoder = Create(options);
        encoder.train();

        encoder.call(Batch(Input([]), [[3, 4, 5, 6, 7, 8], [8, 4, 3]])).sin().sum().backward();

        Assert.All(encoder.named_parameters(), p => Assert.True(p.parameter.grad is not null, p.name));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void OnlyBagsOfIdsAreRead(FeatureEncoderOptions options) =>
        Assert.Contains("IdBag", Assert.Throws<ArgumentException>(() => options.Create(Encoded.Number("price", 0), 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void IdsWithWeightsAreReadByTheirWeights()
    {
        var input = Input([0, 0, 1, 1, 2, 1, 1, 1, 1]);
        Assert.IsType<TextBagEncoderOptions>(FeatureEncoderOptions.DefaultFor(input, null, oneHotLimit: 100));
        Assert.IsType<CategoriesEncoderOptions>(FeatureEncoderOptions.DefaultFor(Input([]), null, oneHotLimit: 0));
    }

    [Fact]
    public void ABagIsAVectorOfLengthOneTimesTheTable()
    {
        var input = Input([0, 0, 1, 1, 2, 1, 1, 1, 1]);
        using var encoder = new TextBagEncoderOptions { Dimension = 1, SublinearFrequency = false }.Create(input, 1);
        Encoded.Set(encoder, "tokens.weight", 0, 0, 0, 1, 10, 0, 0, 0, 0);
        using var scope = NewDisposeScope();

        // Twice id 3 of weight 1, once id 4 of weight 2: (2, 2) / √8.
        Near.Equal([(2 + 20) / MathF.Sqrt(8), 10], TensorMemory.ToFloats(encoder.call(Batch(input, [[3, 4, 3], [4]]))), 1e-5);
    }

    [Fact]
    public void HeadsPartTheWidth() =>
        Assert.Contains("Heads 3", Assert.Throws<ArgumentException>(() => new TextTransformerEncoderOptions { Heads = 3 }.Create(Input([]), 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void ManyLongTextsAreReadInBlocks()
    {
        var random = new SeededRandom(5);
        int[][] texts = new int[300][];
        for (int row = 0; row < texts.Length; row++)
        {
            texts[row] = new int[random.NextInt(700)];
            for (int i = 0; i < texts[row].Length; i++) texts[row][i] = 2 + random.NextInt(Size - 2);
        }

        using var encoder = new TextCnnEncoderOptions { Dimension = 3, TokenDimension = 64, MaximumLength = 600 }.Create(Input([]), 5);
        encoder.eval();

        Near.Equal([.. texts.SelectMany(text => Encode(encoder, text))], Encode(encoder, texts), 1e-4);
    }

    private static FeatureEncoder Create(FeatureEncoderOptions options)
    {
        var encoder = options.Create(Input([]), seed: 5);
        encoder.eval();
        return encoder;
    }

    private static FeatureInput Input(float[] weights) => Encoded.Bag("text", Size) with { Weights = weights };

    private static FeatureBatch Batch(FeatureInput input, int[][] texts)
    {
        int[] offsets = [0, .. texts.Select((_, i) => texts.Take(i + 1).Sum(text => text.Length))];
        return Encoded.Batch(Encoded.Rows((Feature.Categories("text"), new IdBagColumn(offsets, [.. texts.SelectMany(text => text)], Size))), input);
    }

    private static float[] Encode(FeatureEncoder encoder, params int[][] texts)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return TensorMemory.ToFloats(encoder.call(Batch(Input([]), texts)));
    }
}
