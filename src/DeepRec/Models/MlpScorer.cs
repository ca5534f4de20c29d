using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>Scores of <see cref="MlpRatingPredictor"/>: blocks of rows that stay in cache go from columns to ratings.</summary>
internal sealed class MlpScorer : RowScorer
{
    /// <summary>How many numbers <see cref="FoldedTable"/>s may hold together, 4 MiB: more would leave the cache, and take memory for nothing.</summary>
    public const int FoldedNumbers = 1 << 20;

    private const int GreatestBlock = 128, BlockNumbers = 1 << 16; // rows and numbers whose vectors stay in the second cache

    [ThreadStatic]
    private static float[]? _memory;

    private readonly PackedMlp _model;
    private readonly FeatureInput[] _inputs;
    private readonly RowReader[] _readers;
    private readonly PackedLayer[] _layers;
    private readonly FoldedTable?[] _folded; // a part each
    private readonly int[] _offsets; // where a part's vectors stand in a row's memory; −1: nobody reads them
    private readonly (int First, int Columns, int Input)[] _runs; // what the first layer reads of a row's memory, and as which of its inputs
    private readonly int _width; // of a row's memory
    private readonly int _widest; // of the layers
    private readonly int _block;
    private readonly Lease _lease;

    /// <summary>Takes over the model's parts.</summary>
    /// <param name="model">What it is made of.</param>
    /// <param name="foldedNumbers">At most <see cref="FoldedNumbers"/>; 0 folds nothing.</param>
    public MlpScorer(PackedMlp model, int foldedNumbers)
    {
        (_model, _inputs, _readers, _layers) = (model, [.. model.Inputs], [.. model.Readers], [.. model.Layers]);
        (_folded, _offsets) = (new FoldedTable?[_readers.Length], new int[_readers.Length]);
        for (int part = 0; part < _offsets.Length; part++) _offsets[part] = -1;
        var runs = new (int First, int Columns, int Input)[model.Network.Count];
        int input = 0, count = 0;
        long room = foldedNumbers;
        foreach (int part in model.Network)
        {
            int columns = _readers[part].Width;
            if (_readers[part] is TableReader table && FoldedTable.Size(table, _layers[0]) <= room)
            {
                _folded[part] = new FoldedTable(table, _layers[0], input);
                room -= FoldedTable.Size(table, _layers[0]);
            }
            else
            {
                _offsets[part] = _width;
                if (count > 0 && runs[count - 1].Input + runs[count - 1].Columns == input) runs[count - 1].Columns += columns;
                else runs[count++] = (_width, columns, input);
                _width += columns;
            }

            input += columns;
        }

        foreach (int part in model.InnerProduct ? [model.User, model.Item] : Array.Empty<int>())
        {
            if (_offsets[part] >= 0) continue;
            _offsets[part] = _width;
            _width += _readers[part].Width;
        }

        _runs = new (int, int, int)[count];
        for (int run = 0; run < count; run++) _runs[run] = runs[run];
        foreach (var layer in _layers) _widest = Math.Max(_widest, layer.Outputs);
        _block = Math.Clamp(BlockNumbers / (_width + (2 * _widest)), 4, GreatestBlock);
        _lease = new Lease(model.Dispose);
    }

    public override void Score(Dataset encoded, Span<float> scores)
    {
        foreach (var input in _inputs) _ = BatchSource.Check(encoded, input);
        _lease.Enter(this);
        try
        {
            for (int first = 0; first < encoded.Count; first += _block)
            {
                int rows = Math.Min(_block, encoded.Count - first);
                var work = Begin(rows);
                for (int part = 0; part < _readers.Length; part++) Gather(encoded[_inputs[part].Name], first, part, work);
                Predict(work, scores.Slice(first, rows));
            }
        }
        finally
        {
            _lease.Leave();
        }
    }

    public override float Score(EncodedRow row)
    {
        _lease.Enter(this);
        try
        {
            var work = Begin(rows: 1);
            int id = 0, number = 0, bag = 0;
            for (int part = 0; part < _inputs.Length; part++)
            {
                var input = _inputs[part];
                if (input.Kind == FeatureInputKind.Number)
                {
                    Read(part, [], row.Numbers.Slice(number, input.Size), work, 0);
                    number += input.Size;
                    continue;
                }

                int count = input.Kind == FeatureInputKind.IdBag ? row.BagLengths[bag++] : 1;
                Read(part, row.Ids.Slice(id, count), [], work, 0);
                id += count;
            }

            if (id != row.Ids.Length || number != row.Numbers.Length || bag != row.BagLengths.Length) throw new ArgumentException($"The model reads {id} ids and {number} numbers of this row, which has {row.Ids.Length} and {row.Numbers.Length}.", nameof(row));
            float score = 0;
            Predict(work, new Span<float>(ref score));
            return score;
        }
        finally
        {
            _lease.Leave();
        }
    }

    public override void Dispose() => _lease.GiveUp();

    private Work Begin(int rows)
    {
        int length = rows * (_width + 1 + (2 * _widest));
        if (_memory is null || _memory.Length < length) _memory = new float[length];
        var left = _memory.AsSpan();
        var work = new Work
        {
            X = MatrixView.Of(left, rows, _width),
            Others = left.Slice(rows * _width, rows),
            Below = left.Slice(rows * (_width + 1), rows * _widest),
            Above = left.Slice(rows * (_width + 1 + _widest), rows * _widest),
        };
        work.Others.Clear();
        for (int i = 0; i < rows; i++) _layers[0].Start(First(work, i));
        return work;
    }

    private void Gather(Column column, int first, int part, Work work)
    {
        for (int i = 0; i < work.X.Rows; i++)
        {
            int row = first + i;
            switch (column)
            {
                case IdColumn ids: Read(part, ids.Ids.Slice(row, 1), [], work, i); break;
                case IdBagColumn bags: Read(part, bags.Ids[bags.Offsets[row]..bags.Offsets[row + 1]], [], work, i); break;
                case NumberColumn numbers: Read(part, [], numbers.Values.Slice(row * numbers.Width, numbers.Width), work, i); break;
            }
        }
    }

    private void Read(int part, ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Work work, int row)
    {
        _folded[part]?.Add(ids, First(work, row));
        if (_offsets[part] >= 0) _readers[part].Read(ids, numbers, Vector(work, row, part));
        if (part == _model.User && _model.UserBias is { } user) work.Others[row] += user[ids[0]];
        if (part == _model.Item && _model.ItemBias is { } item) work.Others[row] += item[ids[0]];
    }

    private void Predict(Work work, Span<float> ratings)
    {
        int rows = work.X.Rows;
        for (int i = 0; _model.InnerProduct && i < rows; i++) work.Others[i] += _model.Kernels.Dot(Vector(work, i, _model.User), Vector(work, i, _model.Item));
        var h = MatrixView.Of(work.Below, rows, _layers[0].Outputs); // [n, H_1]
        foreach (var (first, columns, input) in _runs) _layers[0].Add(work.X.Slice(first, columns), input, h);
        _layers[0].Finish(h);
        for (int l = 1; l < _layers.Length; l++)
        {
            FusedActivation.Apply(_model.Activation, h.Values);
            var y = MatrixView.Of(l % 2 == 0 ? work.Below : work.Above, rows, _layers[l].Outputs); // [n, H_l]
            _layers[l].Forward(h, y);
            h = y;
        }

        _model.Head.Predict(h, work.Others, ratings);
    }

    private Span<float> First(Work work, int row) => work.Below.Slice(row * _layers[0].Outputs, _layers[0].Outputs);

    private Span<float> Vector(Work work, int row, int part) => work.X[row].Slice(_offsets[part], _readers[part].Width);

    // Of some rows: vectors [n, width], sums beside the network [n], outputs of two layers in turn [n, widest]; those of the first begin as its bias.
    private ref struct Work
    {
        public required MatrixView X;
        public required Span<float> Others;
        public required Span<float> Below;
        public required Span<float> Above;
    }
}
