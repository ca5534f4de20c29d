using DeepRec.Models;

namespace DeepRec.Tests.Tensors;

/// <summary>
/// Tensors that only a native call still reads are held by a dispose scope: without one the collector would finalise them in the middle of the call, and
/// this process would end. The scope of the tests themselves is put off by a thread of its own.
/// </summary>
public sealed class CollectionMeanwhileTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private static readonly Dictionary<string, RankingModelOptions> Rankers = new()
    {
        ["softmax"] = SmallRanking.Quick.Model,
        ["sasrec"] = new SasRecOptions { Dimension = 8, HiddenWidth = 16, Length = 8 },
        ["bert4rec"] = new Bert4RecOptions { Dimension = 8, HiddenWidth = 16, Length = 8 },
        ["gru4rec"] = new Gru4RecOptions { Dimension = 8, HiddenWidth = 8, Length = 8 },
        ["caser"] = new CaserOptions { Dimension = 8, Length = 8 },
        ["deep interest network"] = new DeepInterestNetworkOptions { Dimension = 8, HiddenLayers = [8] },
        ["neumf"] = new NeuMfOptions { Factors = 4, Pretraining = null },
        ["autoencoder"] = new ItemAutoencoderOptions { Dimension = 8 },
    };

    private static readonly Dictionary<string, RatingPredictorOptions> Predictors = new()
    {
        ["mlp"] = SmallShop.Quick.Model,
        ["deepfm"] = new DeepFmOptions(),
        ["dcn"] = new DeepCrossNetworkOptions(),
        ["rated history"] = new RatedHistoryPredictorOptions { Dimension = 8 },
    };

    public static TheoryData<string> RankerNames => [.. Rankers.Keys];

    public static TheoryData<string> PredictorNames => [.. Predictors.Keys];

    [Theory]
    [MemberData(nameof(RankerNames))]
    public void ARankerLearnsAndAnswers(string name) => WhileCollecting(() =>
    {
        using var recommender = SmallRanking.TrainOn<string, string>(shop.Train, SmallRanking.Quick with { Model = Rankers[name] });
        Assert.Equal(3, recommender.Recommend("u1", 3).Count);
    });

    [Theory]
    [MemberData(nameof(PredictorNames))]
    public void APredictorLearnsAndAnswers(string name) => WhileCollecting(() =>
    {
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = Predictors[name] });
        Assert.True(float.IsFinite(recommender.Predict("u1", "i1")));
    });

    private static void WhileCollecting(Action work)
    {
        using var ended = new ManualResetEventSlim();
        var collector = new Thread(() =>
        {
            while (!ended.IsSet)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        Exception? failure = null;
        var worker = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        collector.Start();
        worker.Start();
        worker.Join();
        ended.Set();
        collector.Join();
        Assert.Null(failure);
    }
}
