using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Takes <see cref="RatedBagWork"/> into a backward pass.</summary>
internal sealed class RatedBagFunction : autograd.SingleTensorFunction<RatedBagFunction>
{
    private const string Work = "work", Shape = "shape";

    public override string Name => nameof(RatedBagFunction);

    /// <summary>[V, 2 D] → [B, D].</summary>
    public static Tensor Apply(Tensor table, RatedBagWork work) => apply(table, work);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (table, work) = ((Tensor)vars[0], (RatedBagWork)vars[1]);
        ctx.save_data(Work, work);
        ctx.save_data(Shape, table.shape);
        return work.Forward(table); // [B, D]
    }

    // An exception that leaves this would end the process: what is no number stops the training instead.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var shape = (long[])ctx.get_data(Shape);
        try
        {
            return [((RatedBagWork)ctx.get_data(Work)).Backward(grad_output, shape), null!]; // [V, 2 D]
        }
        catch (Exception)
        {
            return [zeros(shape, grad_output.dtype).Plus(double.NaN), null!];
        }
    }
}
