using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static DeepRec.Tests.Encoders.StartVectorExample;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

public sealed class StartVectorTests
{
    public static TheoryData<FeatureEncoderOptions> Encoders => StartVectorExample.Encoders;

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TokensOfTheFileStartFromItsVectorsAndOthersAsTheyWould(FeatureEncoderOptions options)
    {
        using FeatureEncoder encoder = options.Create(Input(Vectors()), 5), without = options.Create(Input(null), 5), other = options.Create(Input(Vectors()), 6);
        float[] table = Table(encoder), random = Table(without);

        Assert.Equal([1, 2, 3, 4], Row(table, Bright));
        Assert.Equal([5, 6, 7, 8], Row(table, Warm));
        Assert.Equal(Row(random, Absent), Row(table, Absent));
        Assert.Equal(random[..(Reserved * 4)], table[..(Reserved * 4)]);
        Assert.NotEqual(Row(table, Absent), Row(Table(other), Absent));
        Assert.Equal([5, 6, 7, 8], Row(Table(other), Warm));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void AFrozenTableIsSavedAndNotTrained(FeatureEncoderOptions options)
    {
        using FeatureEncoder frozen = Frozen(options).Create(Input(Vectors()), 5), tuned = options.Create(Input(Vectors()), 5);

        Assert.Equal(["tokens.weight"], frozen.named_parameters().Where(p => !p.parameter.requires_grad).Select(p => p.name));
        Assert.All(tuned.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.Equal(tuned.state_dict().Keys, frozen.state_dict().Keys);
        Assert.Equal(Table(tuned), Table(frozen));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void AllButAFrozenTableHasAGradient(FeatureEncoderOptions options)
    {
        using var scope = NewDisposeScope();
        var fitted = Fit(Vectors());
        using FeatureEncoder frozen = Frozen(options).Create(fitted.Inputs.Single(), 5), tuned = options.Create(fitted.Inputs.Single(), 5);
        foreach (var encoder in (FeatureEncoder[])[frozen, tuned])
        {
            var x = encoder.call(Encoded.Batch(fitted.Transform(Opinions()), fitted.Inputs));
            if (x.requires_grad) x.sin().sum().backward();

            Assert.All(encoder.named_parameters(), p => Assert.Equal(encoder == tuned || p.name != "tokens.weight", p.parameter.grad is not null));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void VectorsOfAnotherWidthAreNamedWithTheCure(FeatureEncoderOptions options)
    {
        FeatureEncoderOptions wrong = options switch
        {
            TextBagEncoderOptions bag => bag with { Dimension = 6 },
            TextCnnEncoderOptions cnn => cnn with { TokenDimension = 6 },
            TextGruEncoderOptions gru => gru with { TokenDimension = 6 },
            TextTransformerEncoderOptions transformer => transformer with { TokenDimension = 6 },
            _ => throw new InvalidOperationException(),
        };
        Assert.Contains("imension = 4.", Assert.Throws<ArgumentException>(() => wrong.Create(Input(Vectors()), 5)).Message, StringComparison.Ordinal);
        Assert.Contains("TextVocabulary.Vectors", Assert.Throws<ArgumentException>(() => Frozen(options).Create(Input(null), 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFittedVocabularyKeepsTheVectorsOfItsTokensAlone()
    {
        var fitted = (FittedTextVocabulary)new TextVocabulary("Text") { Vectors = Vectors() }.Fit(new TrainingSet(Opinions()));

        Assert.Equal((2, false), (fitted.Vectors!.Count, fitted.Vectors.Contains("other")));
    }

    [Fact]
    public void IdsThatNoTrainingRowHeldKeepTheirGivenVector()
    {
        var random = new SeededRandom(5);
        using var tuned = new EmbeddingTable(6, 2, 0.5, ref random, new VectorColumn([-1, -1, -1, 0, -1, 1], [1, 2, 3, 4], 2));
        using var frozen = new EmbeddingTable(6, 2, 0.5, ref random, new VectorColumn([-1, -1, -1, 0, -1, 1], [1, 2, 3, 4], 2), frozen: true);
        float[] before = Encoded.Get(frozen, "weight");

        tuned.FillUnmet([3, 3]);
        frozen.FillUnmet([3, 3]);

        Assert.Equal([1, 2, 1, 2, 3, 4], Encoded.Get(tuned, "weight")[6..]);
        Assert.Equal(before, Encoded.Get(frozen, "weight"));
    }

    [Fact]
    public void StartVectorsOfAnotherNumberAreRefused()
    {
        var two = new VectorColumn([0, -1], [1, 2], 2);
        Assert.Contains("2 start vectors", Assert.Throws<ArgumentException>(() => Encoded.Bag("text", 3) with { Vectors = two }).Message, StringComparison.Ordinal);
        Assert.Contains("2 start vectors", Assert.Throws<ArgumentException>(() => new IdBagColumn([0], [], 3) { Vectors = two }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsOfAColumnKeepThem()
    {
        var column = new IdBagColumn([0, 1, 2], [0, 1], 2) { Vectors = new VectorColumn([0, -1], [1, 2], 2) };
        Assert.Same(column.Vectors, ((IdBagColumn)column.Select([1])).Vectors);
        Assert.Same(column.Vectors, ((IdBagColumn)column.Append([column])).Vectors);
    }
}
