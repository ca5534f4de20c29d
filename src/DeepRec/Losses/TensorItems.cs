using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Items whose vectors are the rows of a tensor, from one of them on.</summary>
/// <param name="vectors">[M, D], float32, its numbers side by side.</param>
/// <param name="gradient">[M, D]; those of the items are filled.</param>
/// <param name="start">The row of the first item: N = M − start.</param>
internal sealed class TensorItems(Tensor vectors, Tensor gradient, int start) : SoftmaxItems
{
    private readonly int _width = (int)vectors.shape[1];

    public override int Count { get; } = (int)vectors.shape[0] - start;

    public override bool AreSafe => true;

    public override void Gather(int first, MatrixView block)
    {
        var rows = Rows(vectors, first, block.Rows);
        for (int j = 0; j < rows.Rows; j++) rows[j].CopyTo(block[j]);
    }

    public override void Scatter(int first, MatrixView block)
    {
        var rows = Rows(gradient, first, block.Rows);
        for (int j = 0; j < rows.Rows; j++) block[j].CopyTo(rows[j]);
    }

    private MatrixView Rows(Tensor tensor, int first, int count) => MatrixView.Of(TensorMemory.Span<float>(tensor).Slice((start + first) * _width, count * _width), count, _width);
}
