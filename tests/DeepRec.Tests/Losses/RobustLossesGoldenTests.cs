using System.Text.Json;
using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

/// <summary>Losses of ratings against PyTorch's, plain and by weights of rows.</summary>
public sealed class RobustLossesGoldenTests
{
    private static readonly JsonElement Expected = Golden.Load("torch_robust.json");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var loss in Expected.GetProperty("losses").EnumerateObject()) foreach (string how in new[] { "plain", "weighted" }) all.Add(loss.Name, how);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ValuesAndGradientsAgreeWithPyTorch(string name, string how)
    {
        var (value, gradient) = LossOf.At(x => Of(name, x, how == "weighted" ? Given("weight") : null), Golden.Vector(Expected.GetProperty("prediction")));

        var expected = Expected.GetProperty("losses").GetProperty(name).GetProperty(how);
        Assert.Equal(expected.GetProperty("value").GetDouble(), value, 1e-9);
        Near.Equal(Golden.Vector(expected.GetProperty("gradient")), gradient, 1e-9);
    }

    private static Tensor Of(string name, Tensor x, Tensor? weights) => name switch
    {
        "squared" => RatingLosses.SquaredError(x, Given("rating"), weights),
        "huber 1" => RatingLosses.Huber(x, Given("rating"), 1, weights),
        "huber 0.4" => RatingLosses.Huber(x, Given("rating"), 0.4, weights),
        "smooth 0.4" => RatingLosses.Huber(x, Given("rating"), 0.4, weights).Times(1 / 0.4), // SmoothL1Loss is Huber's by beta
        "absolute" => RatingLosses.AbsoluteError(x, Given("rating"), weights),
        "logistic" => RatingLosses.Log(x, Given("click"), weights),
        "generalized 0.7" => RatingLosses.GeneralizedCrossEntropy(x, Given("click"), 0.7, weights),
        _ => RatingLosses.GeneralizedCrossEntropy(x, Given("click"), 0.2, weights),
    };

    private static Tensor Given(string name) => LossOf.Doubles(Golden.Vector(Expected.GetProperty(name)));
}
