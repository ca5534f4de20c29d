using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// A table that enters the first layer by way of the products of its vectors and the layer's weights: W (Σ e) = Σ (W e), and likewise on the way back. A step multiplies
/// each vector once instead of once a row, so that it pays where the step has more rows than the table. For tables of several ids a row; those of one are in <see cref="FusedFolds"/>.
/// </summary>
internal sealed class FusedFold
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly FusedVectors _part;
    private readonly FusedLayer _layer;
    private readonly int _firstInput;
    private readonly float[] _products; // [V, O], of each vector
    private readonly float[] _met; // [V, D], the vectors that a step meets
    private readonly RowGradient _gradient; // of their products

    /// <param name="part">What the table makes of a row.</param>
    /// <param name="layer">The first layer.</param>
    /// <param name="firstInput">Where the part stands in the layer's input.</param>
    public FusedFold(FusedVectors part, FusedLayer layer, int firstInput)
    {
        (_part, _layer, _firstInput) = (part, layer, firstInput);
        int rows = part.Rows.TableRows;
        (_products, _met) = (new float[rows * layer.Outputs], new float[rows * part.Width]);
        _gradient = new RowGradient(rows, layer.Outputs);
    }

    /// <summary>Whether it pays in a step of a number of rows: a row adds a product instead of multiplying a vector, and each product is made once more.</summary>
    public static bool Pays(FusedVectors part, FusedLayer layer, int rows) => rows >= 64 && part.Width > 2 && layer.Outputs >= 16 && 2L * part.Rows.TableRows <= rows;

    /// <summary>Before a step, after the layer.</summary>
    public void Begin()
    {
        _part.Rows.NeedAll();
        _gradient.Clear();
        Products.Values.Clear();
        _layer.Multiply(_part.Weight, _firstInput, Products);
    }

    /// <summary>y [n, O] = y + W x.</summary>
    public void Forward(ReadOnlySpan<int> rows, MatrixView y) => _part.Add(rows, Products, y);

    /// <summary>Takes the gradient of y [n, O].</summary>
    public void Backward(ReadOnlySpan<int> rows, MatrixView gradient) => _part.AddBack(rows, gradient, _gradient);

    /// <summary>After the last block of a step: what came back goes on to the table and to the layer's weights.</summary>
    public void End()
    {
        var gradient = MatrixView.Of(_gradient.Values, _gradient.Count, _gradient.Width); // [U, O]
        MatrixView met = MatrixView.Of(_met, _gradient.Count, _part.Width), weight = _part.Weight; // [U, D], [V, D]
        for (int i = 0; i < met.Rows; i++) weight[_gradient.Rows[i]].CopyTo(met[i]);
        _layer.BackToWeight(met, _firstInput, gradient);
        _layer.BackToInput(gradient, _firstInput, met); // in the place of the vectors
        _part.Rows.Add(_gradient.Rows, met, _kernels);
    }

    private MatrixView Products => MatrixView.Of(_products, _gradient.TableRows, _layer.Outputs);
}
