using System.Numerics;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The sums of <see cref="ObservedSums.Gather"/>, with a gradient for the table.</summary>
internal sealed class ObservedEncodeFunction : autograd.SingleTensorFunction<ObservedEncodeFunction>
{
    private const string Work = "work", Shape = "shape";

    public override string Name => nameof(ObservedEncodeFunction);

    /// <summary>[V, H] → [S, H].</summary>
    public static Tensor Apply(Tensor table, ObservedRatings observed) => apply(table, observed);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (table, observed) = ((Tensor)vars[0], (ObservedRatings)vars[1]);
        ctx.save_data(Work, observed);
        ctx.save_data(Shape, table.shape);
        return table.dtype == ScalarType.Float64 ? Forward<double>(table, observed) : Forward<float>(table, observed); // [S, H]
    }

    // An exception that leaves this would end the process: what is no number stops the training instead.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var shape = (long[])ctx.get_data(Shape);
        try
        {
            var observed = (ObservedRatings)ctx.get_data(Work);
            return [grad_output.dtype == ScalarType.Float64 ? Backward<double>(grad_output, observed, shape) : Backward<float>(grad_output, observed, shape), null!]; // [V, H]
        }
        catch (Exception)
        {
            return [zeros(shape, grad_output.dtype).Plus(double.NaN), null!];
        }
    }

    private static Tensor Forward<T>(Tensor table, ObservedRatings observed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = zeros(observed.Items, table.shape[1], table.dtype); // [S, H]
        ObservedSums.Gather<T>(observed, TensorMemory.Span<T>(table), TensorMemory.Span<T>(sums), (int)table.shape[1]);
        return sums;
    }

    private static Tensor Backward<T>(Tensor gradient, ObservedRatings observed, long[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var table = zeros(shape, gradient.dtype); // [V, H]
        using var contiguous = gradient.contiguous();
        ObservedSums.Spread<T>(observed, TensorMemory.Span<T>(contiguous), TensorMemory.Span<T>(table), (int)shape[1]);
        return table;
    }
}
