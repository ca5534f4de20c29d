using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>What BERT4Rec hides in training, and that a request is what was trained.</summary>
public sealed class MaskedItemsTests
{
    private static readonly Bert4RecOptions Settings = new() { Dimension = 6, Length = 4, Heads = 3, HiddenWidth = 5 };

    [Fact]
    public void SomeOfASequenceIsHiddenButNotAll()
    {
        var interactions = new Interactions([0, 3, 5], [0, 1, 2, 3, 4], 5);
        for (ulong seed = 0; seed < 200; seed++)
        {
            int[] of = MaskedItemsTask.Hide(interactions, new Stretch(1, 3, 2), maskShare: 0.7, newestShare: 0, seed);
            Assert.Single(of);
            Assert.InRange(of[0], 3, 4);
            Assert.InRange(MaskedItemsTask.Hide(interactions, new Stretch(0, 0, 3), maskShare: 0.01, newestShare: 0, seed).Length, 1, 2);
            Assert.Equal([2], MaskedItemsTask.Hide(interactions, new Stretch(0, 0, 3), maskShare: 0.7, newestShare: 1, seed));
        }
    }

    [Fact]
    public void TheSharesAreThoseOfTheSettings()
    {
        var interactions = new Interactions([0, 100], new int[100], 1);
        double hidden = Enumerable.Range(0, 200).Average(seed => MaskedItemsTask.Hide(interactions, new Stretch(0, 0, 100), maskShare: 0.2, newestShare: 0, (ulong)seed).Length);
        int newest = Enumerable.Range(0, 1000).Count(seed => MaskedItemsTask.Hide(interactions, new Stretch(0, 0, 100), maskShare: 0.2, newestShare: 0.5, (ulong)seed) is [99]);

        Assert.InRange(hidden, 19, 21);
        Assert.InRange(newest, 450, 550);
    }

    [Fact]
    public void OnlyWhatIsToBeForeseenIsHidden()
    {
        var interactions = new Interactions([0, 4], [0, 1, 2, 3], 4, events: new EventLog([1, 2, 3, 4], Columns: null, Actions: null), isTarget: [true, false, true, false]);

        Assert.All(Enumerable.Range(0, 50), seed => Assert.All(MaskedItemsTask.Hide(interactions, new Stretch(0, 0, 4), 0.5, 0.3, (ulong)seed), place => Assert.True(place is 0 or 2)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void ARequestIsASequenceWhoseNewestItemIsMasked(int seen)
    {
        int[] history = [.. Enumerable.Range(5, seen)];
        using var scope = NewDisposeScope();
        using var encoder = Encoder();
        var expected = encoder.call(Rows(1).With(ItemSequences.Of([history])));
        var other = ItemSequences.Of([history, [9, 10]]);
        var masked = ItemSequences.Of([[.. history, 30], [9, 31]]) with { Masked = true }; // whatever is hidden

        Near.Equal(Doubles(expected), Doubles(encoder.call(Rows(2).With(masked)).narrow(0, 0, 1)), 1e-6);
        Near.Equal(Doubles(expected), Doubles(encoder.call(Rows(2).With(other)).narrow(0, 0, 1)), 1e-6);
    }

    [Fact]
    public void AMaskedPlaceSeesLaterItemsButNoneThatIsHidden()
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder();
        double[] Of(params int[] items)
        {
            var ids = tensor(Array.ConvertAll(items, item => (long)item)).view(1, -1); // [1, L]
            var hidden = new ItemSequences(ids, tensor(new long[] { 1, 3 }).view(1, -1), tensor(new long[] { 0, 1 })) { Masked = true }; // the first and the third are hidden
            return Doubles(encoder.call(Rows(2).With(hidden)));
        }

        double[] states = Of(5, 6, 7, 8);
        Assert.Equal(states, Of(20, 6, 21, 8));
        Assert.NotEqual(states, Of(5, 6, 7, 9));
        Near.Equal(states, Of(5, 6, 7, 8, 0), 1e-6);
    }

    [Fact]
    public void TheNewestItemsAloneAreReadAndNoneIsZero()
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder();
        var read = encoder.call(Rows(3).With(ItemSequences.Of([[5, 6, 7, 8], [20, 21, 5, 6, 7, 8], []])));

        Near.Equal(Doubles(read.narrow(0, 0, 1)), Doubles(read.narrow(0, 1, 1)), 1e-6);
        Assert.All(Doubles(read.narrow(0, 2, 1)), value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheLossOfAnEpochIsTheMeanOverWhatWasHidden()
    {
        // All scores are nearly 0.
        var flat = Settings with { MaskShare = 0.9, NewestShare = 0.1, Similarity = ItemSimilarity.Dot, Temperature = 1e9, Loss = new FullSoftmaxLoss() };
        using var ranker = flat.Create(RankerBoard.Data.Inputs, 1);
        var trainer = new Trainer(new TrainerOptions { Epochs = 2, BatchSize = 5 });

        var report = trainer.Train(new MaskedItemsTask(ranker, flat, RankerBoard.Data, new RankingFit()), progress: null, TestContext.Current.CancellationToken);

        Assert.All(report.History, epoch => Assert.Equal(Math.Log(RankerBoard.Items), epoch.Loss, 1e-4));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => (Settings with { Heads = 4 }).Create(RankerBoard.Data.Inputs, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { MaskShare = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { MaskShare = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { NewestShare = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { Blocks = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { Heads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bert4RecOptions { HiddenWidth = 0 });
    }

    private static HistoryEncoder Encoder()
    {
        var random = new SeededRandom(3);
        var encoder = (Settings.ReadHistory() with { Length = Settings.Length }).Create(new EmbeddingTable(40, Settings.Dimension, 0.5, ref random), ref random);
        encoder.eval();
        return encoder;
    }

    private static FeatureBatch Rows(int count) => new(count, [], [], label: null);

    private static double[] Doubles(Tensor values) => Array.ConvertAll(TensorMemory.ToFloats(values.detach().contiguous()), value => (double)value);
}
