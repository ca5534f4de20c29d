using System.Runtime.InteropServices;
using System.Text.Json;
using DeepRec.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>Three steps of PyTorch on an MLP, through the layers, the loss, the parameter set and the optimiser.</summary>
public sealed class MlpGoldenTests
{
    private static readonly JsonElement Expected = Golden.Root.GetProperty("mlpMseAdam");

    [Fact]
    public void DoublesAgreeWithPyTorch() => RunSteps<double>(ScalarType.Float64, (_, _) => 1e-9);

    [Fact]
    public void SinglesAgreeWithPyTorch() => RunSteps<float>(ScalarType.Float32, (values, _) => 1e-5 * values.Max(Math.Abs));

    private static void RunSteps<T>(ScalarType type, Func<double[], string, double> tolerance) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var scope = NewDisposeScope();
        var random = new SeededRandom(1);
        using var layers = new DenseLayers(6, 1, new DenseSettings([10, 5]), ref random);
        layers.to(type);
        var initial = Expected.GetProperty("initial").EnumerateArray().ToArray();
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"], layers.named_parameters().Select(p => p.name));
        foreach (var ((_, parameter), values) in layers.named_parameters().Zip(initial)) Fill<T>(parameter, values);
        Tensor x = Fill<T>(empty([8, 6], type), Expected.GetProperty("x")), y = Fill<T>(empty([8], type), Expected.GetProperty("y"));
        using var parameters = new ParameterSet(layers);
        var optimizer = new AdamOptions().CreateOptimizer();
        void Check(JsonElement expected, Tensor actual, string what)
        {
            double[] values = Golden.Flatten(expected);
            Near.Equal(values, [.. Values<T>(actual).Select(double.CreateChecked)], tolerance(values, what));
        }

        foreach (var step in Expected.GetProperty("steps").EnumerateArray())
        {
            parameters.ClearGradients();
            var prediction = layers.call(x).squeeze(1);
            var loss = RatingLosses.SquaredError(prediction, y);
            loss.backward();
            parameters.FindGradients();
            Check(step.GetProperty("prediction"), prediction, "prediction");
            Check(step.GetProperty("loss"), loss, "loss");
            foreach (var ((_, parameter), gradient) in layers.named_parameters().Zip(step.GetProperty("gradients").EnumerateArray())) Check(gradient, parameter.grad!, "gradient");
            parameters.Step(optimizer, Expected.GetProperty("adam").GetProperty("lr").GetDouble());
            foreach (var ((_, parameter), after) in layers.named_parameters().Zip(step.GetProperty("parametersAfter").EnumerateArray())) Check(after, parameter, "parameter");
        }

        Assert.Equal(3, optimizer.StepCount);
    }

    private static Tensor Fill<T>(Tensor tensor, JsonElement values) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        T[] numbers = [.. Golden.Flatten(values).Select(T.CreateChecked)];
        Assert.Equal(tensor.numel(), numbers.Length);
        numbers.CopyTo(TensorMemory.Span<T>(tensor));
        return tensor;
    }

    private static T[] Values<T>(Tensor tensor) where T : unmanaged
    {
        using var contiguous = tensor.contiguous();
        return MemoryMarshal.Cast<byte, T>(contiguous.bytes).ToArray();
    }
}
