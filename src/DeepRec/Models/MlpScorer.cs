using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>Scores of <see cref="MlpRatingPredictor"/>: blocks of rows that stay in cache go from columns to ratings.</summary>
internal sealed class MlpScorer : RowScorer
{
    private const int GreatestBlock = 128, BlockNumbers = 1 << 16; // rows and numbers whose vectors stay in the second cache

    [ThreadStatic]
    private static float[]? _memory;

    private readonly PackedMlp _model;
    private readonly FeatureInput[] _inputs;
    private readonly RowReader[] _readers;
    private readonly PackedLayer[] _layers;
    private readonly int[] _offsets; // where a part's columns begin
    private readonly int _width; // of all parts
    private readonly int _network; // the first column that enters the network
    private readonly int _widest; // of the layers
    private readonly int _block;
    private readonly Lease _lease;

    /// <summary>Takes over the readers.</summary>
    public MlpScorer(PackedMlp model)
    {
        (_model, _inputs, _readers, _layers) = (model, [.. model.Inputs], [.. model.Readers], [.. model.Layers]);
        _offsets = new int[_readers.Length];
        foreach (int part in Enumerable.Range(0, _offsets.Length).Except(model.Network).Concat(model.Network)) // those of the network last, side by side
        {
            _offsets[part] = _width;
            _width += _readers[part].Width;
        }

        _network = _offsets[model.Network[0]];
        _widest = _layers.Max(layer => layer.Outputs);
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
                var work = Memory(rows);
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
            var work = Memory(rows: 1);
            int id = 0, number = 0, bag = 0;
            for (int part = 0; part < _readers.Length; part++)
            {
                bool isNumbers = _inputs[part].Kind == FeatureInputKind.Number;
                int count = isNumbers ? _inputs[part].Size : _inputs[part].Kind == FeatureInputKind.IdBag ? row.BagLengths[bag++] : 1;
                if (isNumbers) Read(part, [], row.Numbers.Slice(number, count), work, 0);
                else Read(part, row.Ids.Slice(id, count), [], work, 0);
                if (isNumbers) number += count;
                else id += count;
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

    private Work Memory(int rows)
    {
        int length = rows * (_width + 1 + (2 * _widest));
        if (_memory is null || _memory.Length < length) _memory = new float[length];
        var left = _memory.AsSpan();
        return new Work
        {
            X = MatrixView.Of(left, rows, _width),
            Others = left.Slice(rows * _width, rows),
            Below = left.Slice(rows * (_width + 1), rows * _widest),
            Above = left.Slice(rows * (_width + 1 + _widest), rows * _widest),
        };
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
        if (part == 0) work.Others[row] = 0;
        _readers[part].Read(ids, numbers, work.X[row].Slice(_offsets[part], _readers[part].Width));
        if (part == _model.User && _model.UserBias is { } user) work.Others[row] += user[ids[0]];
        if (part == _model.Item && _model.ItemBias is { } item) work.Others[row] += item[ids[0]];
    }

    private void Predict(Work work, Span<float> ratings)
    {
        var x = work.X; // [n, all parts]
        for (int i = 0; _model.InnerProduct && i < x.Rows; i++) work.Others[i] += _model.Kernels.Dot(Part(x[i], _model.User), Part(x[i], _model.Item));
        var h = x.Slice(_network, _width - _network); // [n, F]
        for (int l = 0; l < _layers.Length; l++)
        {
            var y = MatrixView.Of(l % 2 == 0 ? work.Below : work.Above, x.Rows, _layers[l].Outputs); // [n, H_l]
            _layers[l].Forward(h, y);
            if (l < _layers.Length - 1) FusedActivation.Apply(_model.Activation, y.Values);
            h = y;
        }

        _model.Head.Predict(h, work.Others, ratings);
    }

    private Span<float> Part(Span<float> x, int part) => x.Slice(_offsets[part], _readers[part].Width);

    // Of some rows: vectors [n, all parts], sums beside the network [n], outputs of two layers in turn [n, widest].
    private ref struct Work
    {
        public required MatrixView X;
        public required Span<float> Others;
        public required Span<float> Below;
        public required Span<float> Above;
    }
}
