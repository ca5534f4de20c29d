using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Serialization;

public sealed class ModelWeightsTests
{
    [Fact]
    public void WeightsAndBuffersComeBackAsTheyWere()
    {
        using nn.Module first = Small(), second = Small();
        var captured = ModelWeights.Capture(first);

        ModelWeights.Restore(second, SafeTensors.Read(SafeTensorsBytes.Written(captured)).Arrays);

        Assert.Equal(
            [("0.bias", ElementType.Float32), ("0.weight", ElementType.Float32), ("1.bias", ElementType.Float32), ("1.num_batches_tracked", ElementType.Int64), ("1.running_mean", ElementType.Float32), ("1.running_var", ElementType.Float32), ("1.weight", ElementType.Float32)],
            captured.Select(a => (a.Name, a.Type)).OrderBy(a => a.Name, StringComparer.Ordinal));
        Assert.Equal(Bytes(first), Bytes(second));
    }

    [Fact]
    public void WhatWasCapturedDoesNotChangeWithTheModel()
    {
        using var model = Small();
        var captured = ModelWeights.Capture(model);
        float[] before = captured[0].ToArray<float>();

        Encoded.Set(model, captured[0].Name, new float[before.Length]);

        Assert.Equal(before, captured[0].ToArray<float>());
    }

    [Fact]
    public void WeightsThatDoNotFitAreRefusedAndNothingIsChanged()
    {
        using var model = Small();
        var captured = ModelWeights.Capture(model);
        NamedArray[] others = [.. captured.Where(a => a.Name != "1.bias").Select(a => new NamedArray(a.Name, a.Type, new byte[a.Data.Length], [.. a.Shape]))];
        byte[] before = Bytes(model);
        void Refused(string message, params NamedArray[] arrays)
        {
            Assert.Equal(message, Assert.Throws<InvalidBundleException>(() => ModelWeights.Restore(model, arrays)).Message);
            Assert.Equal(before, Bytes(model));
        }

        Refused("The weights lack the tensor '1.bias' of shape [3].", others);
        Refused("The tensor '1.bias' is Float32 of shape [1]; the model needs Float32 of shape [3].", [.. others, NamedArray.From<float>("1.bias", [1])]);
        Refused("The tensor '1.bias' is Float64 of shape [3]; the model needs Float32 of shape [3].", [.. others, NamedArray.From<double>("1.bias", [1, 2, 3])]);
        Refused("The weights hold the tensor 'stray', which the model does not have.", [.. captured, NamedArray.From<float>("stray", [1])]);
    }

    private static Sequential Small() => nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3));

    private static byte[] Bytes(nn.Module module) => [.. ModelWeights.Capture(module).SelectMany(a => a.Data.ToArray())];
}
