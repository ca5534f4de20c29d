using System.Numerics;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The products of <see cref="ObservedSums.Multiply"/>, with gradients for codes and table.</summary>
internal sealed class ObservedDecodeFunction : autograd.SingleTensorFunction<ObservedDecodeFunction>
{
    private const string Work = "work";

    public override string Name => nameof(ObservedDecodeFunction);

    /// <summary>[S, H] and [V, H] → [N].</summary>
    public static Tensor Apply(Tensor codes, Tensor table, ObservedRatings observed) => apply(codes, table, observed);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (codes, table, observed) = ((Tensor)vars[0], (Tensor)vars[1], (ObservedRatings)vars[2]);
        var contiguous = codes.contiguous();
        ctx.save_for_backward([contiguous, table]);
        ctx.save_data(Work, observed);
        return table.dtype == ScalarType.Float64 ? Forward<double>(contiguous, table, observed) : Forward<float>(contiguous, table, observed); // [N]
    }

    // An exception that leaves this would end the process: what is no number stops the training instead.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        Tensor codes = zeros_like(saved[0]), table = zeros_like(saved[1]); // [S, H], [V, H]
        try
        {
            var observed = (ObservedRatings)ctx.get_data(Work);
            using var gradient = grad_output.contiguous();
            if (gradient.dtype == ScalarType.Float64) Backward<double>(gradient, saved[0], saved[1], observed, codes, table);
            else Backward<float>(gradient, saved[0], saved[1], observed, codes, table);
            return [codes, table, null!];
        }
        catch (Exception)
        {
            return [codes.Plus(double.NaN), table.Plus(double.NaN), null!];
        }
        finally
        {
            foreach (var tensor in saved) tensor.Dispose();
        }
    }

    private static Tensor Forward<T>(Tensor codes, Tensor table, ObservedRatings observed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var products = empty(observed.Rows.Length, table.dtype); // [N]
        ObservedSums.Multiply<T>(observed, TensorMemory.Span<T>(codes), TensorMemory.Span<T>(table), TensorMemory.Span<T>(products), (int)table.shape[1]);
        return products;
    }

    private static void Backward<T>(Tensor gradient, Tensor codes, Tensor table, ObservedRatings observed, Tensor codeGradients, Tensor tableGradients) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ObservedSums.MultiplyBack<T>(
            observed, TensorMemory.Span<T>(gradient), TensorMemory.Span<T>(codes), TensorMemory.Span<T>(table), TensorMemory.Span<T>(codeGradients), TensorMemory.Span<T>(tableGradients), (int)table.shape[1]);
}
