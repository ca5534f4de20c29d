using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Takes <see cref="ProductSoftmax"/> into a backward pass.</summary>
internal sealed class ProductSoftmaxFunction : autograd.SingleTensorFunction<ProductSoftmaxFunction>
{
    private const string Gradients = "gradients";

    public override string Name => nameof(ProductSoftmaxFunction);

    /// <summary>[B, D] and [M, D], float32 → scalar.</summary>
    public static Tensor Apply(Tensor users, Tensor items, SoftmaxTask task, ProductSoftmax softmax) => apply(users, items, task, softmax);

    // The gradients come with the loss.
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using Tensor users = ((Tensor)vars[0]).contiguous(), items = ((Tensor)vars[1]).contiguous();
        var (task, softmax) = ((SoftmaxTask)vars[2], (ProductSoftmax)vars[3]);
        Tensor userGradient = empty_like(users), itemGradient = empty_like(items); // [B, D], [M, D]
        double loss = Run(users, items, task, softmax, userGradient, itemGradient);
        ctx.save_data(Gradients, (userGradient, itemGradient));
        return TensorMemory.FromFloats([(float)loss]);
    }

    // An exception that leaves this would end the process: what is no number stops the training instead.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (users, items) = ((Tensor, Tensor))ctx.get_data(Gradients);
        try
        {
            return [users.mul_(grad_output), items.mul_(grad_output), null!, null!];
        }
        catch (Exception)
        {
            return [users.Plus(double.NaN), items.Plus(double.NaN), null!, null!];
        }
    }

    private static double Run(Tensor users, Tensor items, SoftmaxTask task, ProductSoftmax softmax, Tensor userGradient, Tensor itemGradient)
    {
        int batch = (int)users.shape[0], width = (int)users.shape[1];
        Span<float> vectors = TensorMemory.Span<float>(items), gradients = TensorMemory.Span<float>(itemGradient);
        float[] positives = new float[batch * width], positiveGradient = new float[batch * width];
        for (int row = 0; row < batch; row++) vectors.Slice(task.Places[row] * width, width).CopyTo(positives.AsSpan(row * width));
        gradients[..(task.Start * width)].Clear();
        var rows = new SoftmaxRows(
            MatrixView.Of(TensorMemory.Span<float>(users), batch, width), MatrixView.Of(TensorMemory.Span<float>(userGradient), batch, width),
            MatrixView.Of(positives, batch, width), MatrixView.Of(positiveGradient, batch, width), task.Targets, task.TargetCorrections, task.Weights);
        double loss = softmax.Run(rows, new TensorItems(items, itemGradient, task.Start), task.Shared, task.Corrections, task.Smoothing);
        for (int row = 0; row < batch; row++) MatrixKernels.Best.AddScaled(1, positiveGradient.AsSpan(row * width, width), gradients.Slice(task.Places[row] * width, width));
        return loss;
    }
}
