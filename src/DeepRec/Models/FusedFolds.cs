using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// The tables of one id a row that enter the first layer by way of the products of their vectors and the layer's weights, as <see cref="FusedFold"/> has it, all in one: their products
/// stand below each other as one table, so that a row's sums of all of them stay in registers until the last is added.
/// </summary>
/// <param name="block">Rows at a time, at most.</param>
internal sealed class FusedFolds(int block)
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly List<Table> _tables = []; // of this step
    private int _count; // V, rows of all of them
    private float[] _products = []; // [V, O]
    private float[] _gradient = []; // [V, O], of the products
    private float[] _back = []; // [V_t, D], of a table's vectors
    private bool[] _isMet = []; // [V]
    private int[] _rows = []; // [V_t]
    private int[] _places = []; // [tables, n]

    /// <summary>Before a step; then come the tables.</summary>
    public void Begin()
    {
        _gradient.AsSpan().Clear();
        _isMet.AsSpan(0, _count).Clear();
        _tables.Clear();
        _count = 0;
    }

    /// <summary>Takes a table into the step.</summary>
    /// <param name="part">What reads it.</param>
    /// <param name="layer">The first layer, the same for all.</param>
    /// <param name="firstInput">Where the part stands in the layer's input.</param>
    public void Add(FusedLookup part, FusedLayer layer, int firstInput)
    {
        var table = new Table(part, firstInput, _count);
        _tables.Add(table);
        _count += part.Rows.TableRows;
        if (_isMet.Length < _count)
        {
            Array.Resize(ref _products, _count * layer.Outputs);
            Array.Resize(ref _gradient, _count * layer.Outputs);
            Array.Resize(ref _isMet, _count);
        }

        if (_places.Length < _tables.Count * block) _places = new int[_tables.Count * block];
        if (_rows.Length < part.Rows.TableRows) _rows = new int[part.Rows.TableRows];
        if (_back.Length < part.Rows.TableRows * part.Width) _back = new float[part.Rows.TableRows * part.Width];
        part.Rows.NeedAll();
        var products = Of(_products, table, layer);
        products.Values.Clear();
        layer.Multiply(part.Weight, firstInput, products); // [V_t, D] · [D, O]
    }

    /// <summary>Looks where a block of rows stands in the tables.</summary>
    public void Gather(int rows)
    {
        for (int t = 0; t < _tables.Count; t++)
        {
            var (part, _, first) = _tables[t];
            ReadOnlySpan<int> ids = part.Ids;
            var places = _places.AsSpan(t * rows, rows);
            for (int i = 0; i < places.Length; i++)
            {
                int place = first + ids[i];
                places[i] = place;
                _isMet[place] = true;
            }
        }
    }

    /// <summary>y [n, O] = y + Σ W x.</summary>
    public void Forward(MatrixView y)
    {
        if (_tables.Count > 0) _kernels.AddRows(MatrixView.Of(_products, _count, y.Columns), Places(y.Rows), y);
    }

    /// <summary>Takes the gradient of y [n, O].</summary>
    public void Backward(MatrixView gradient)
    {
        if (_tables.Count > 0) _kernels.AddToRows(gradient, Places(gradient.Rows), MatrixView.Of(_gradient, _count, gradient.Columns));
    }

    /// <summary>After the last block of a step: what came back goes on to the tables and to the layer's weights.</summary>
    public void End(FusedLayer layer)
    {
        foreach (var table in _tables)
        {
            var (part, firstInput, first) = table;
            var gradient = Of(_gradient, table, layer); // [V_t, O], zero where no row was met
            var back = MatrixView.Of(_back, part.Rows.TableRows, part.Width); // [V_t, D]
            layer.BackToWeight(part.Weight, firstInput, gradient);
            layer.BackToInput(gradient, firstInput, back);
            int met = 0;
            for (int row = 0; row < back.Rows; row++)
            {
                if (!_isMet[first + row]) continue;
                if (met < row) back[row].CopyTo(back[met]);
                _rows[met++] = row;
            }

            part.Rows.Add(_rows.AsSpan(0, met), back.Top(met), _kernels);
        }
    }

    private ReadOnlySpan<int> Places(int rows) => _places.AsSpan(0, _tables.Count * rows);

    private static MatrixView Of(float[] values, Table table, FusedLayer layer) => MatrixView.Of(values.AsSpan(table.First * layer.Outputs), table.Part.Rows.TableRows, layer.Outputs);

    /// <param name="Part">What reads it.</param>
    /// <param name="FirstInput">Where that stands in the layer's input.</param>
    /// <param name="First">Where its rows begin among those of all.</param>
    private readonly record struct Table(FusedLookup Part, int FirstInput, int First);
}
