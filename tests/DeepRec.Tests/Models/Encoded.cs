using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests;

/// <summary>Small encoded rows, as they would leave a pipeline, and what models make of them.</summary>
internal static class Encoded
{
    public static FeatureInput Id(string name, int size, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureInputKind.Id, role, size, []);

    public static FeatureInput Bag(string name, int size) => new(name, FeatureInputKind.IdBag, FeatureRole.Unassigned, size, []);

    public static FeatureInput Number(string name, params float[] fallback) => new(name, FeatureInputKind.Number, FeatureRole.Context, fallback.Length, fallback);

    public static FeatureInput Vector(string name, int width) => new(name, FeatureInputKind.Vector, FeatureRole.ItemFeature, width, []);

    public static Dataset Rows(params (Feature Feature, Column Column)[] columns) => new(new FeatureSchema(columns.Select(c => c.Feature)), columns.Select(c => c.Column));

    /// <summary>All rows as one batch, in the current dispose scope.</summary>
    public static FeatureBatch Batch(Dataset rows, params IReadOnlyList<FeatureInput> inputs) => new BatchSource(rows, inputs).Gather([.. Enumerable.Range(0, rows.Count)]);

    /// <summary>Overwrites one parameter.</summary>
    public static void Set(nn.Module module, string parameter, params float[] values)
    {
        var target = TensorMemory.Span<float>(module.named_parameters().Single(p => p.name == parameter).parameter);
        Assert.Equal(target.Length, values.Length);
        values.CopyTo(target);
    }

    public static float[] Get(nn.Module module, string parameter) => TensorMemory.ToFloats(module.named_parameters().Single(p => p.name == parameter).parameter);

    /// <summary>The module's output for all rows, without a gradient.</summary>
    public static float[] Call(nn.Module<FeatureBatch, Tensor> module, Dataset rows, params IReadOnlyList<FeatureInput> inputs)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return TensorMemory.ToFloats(module.call(Batch(rows, inputs)));
    }
}
