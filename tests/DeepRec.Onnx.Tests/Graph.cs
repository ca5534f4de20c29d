using Microsoft.ML.OnnxRuntime;

namespace DeepRec.Onnx.Tests;

/// <summary>An exported graph that is run by hand, on columns as they leave the pipeline.</summary>
internal sealed class Graph(string path) : IDisposable
{
    private readonly InferenceSession _session = new(path);

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Runs it on some encoded rows.</summary>
    /// <param name="encoded">The columns.</param>
    /// <param name="histories">The ids of a history, for each row; or none.</param>
    public float[] Run(Dataset encoded, int[][]? histories = null)
    {
        var values = _session.InputNames.Select(name => histories is not null && !encoded.Schema.Contains(name) ? Padded(histories) : Value(encoded[name])).ToArray();
        try
        {
            using var options = new RunOptions();
            using var results = _session.Run(options, _session.InputNames, values, _session.OutputNames);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    public void Dispose() => _session.Dispose();

    private static OrtValue Value(Column column)
    {
        switch (column)
        {
            case IdColumn ids: return OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids.Ids.ToArray(), id => (long)id), [ids.Count]);
            case IdBagColumn bags: return Padded([.. Enumerable.Range(0, bags.Count).Select(row => bags.Ids[bags.Offsets[row]..bags.Offsets[row + 1]].ToArray())]);
            case NumberColumn numbers: return OrtValue.CreateTensorValueFromMemory(numbers.Values.ToArray(), [numbers.Count, numbers.Width]);
            case VectorColumn vectors:
                float[][] rows = [.. Enumerable.Range(0, vectors.Count).Select(row => vectors.IsMissing(row) ? [.. Enumerable.Repeat(float.NaN, vectors.Width)] : vectors.VectorOf(vectors.Codes[row]).ToArray())];
                return OrtValue.CreateTensorValueFromMemory(rows.SelectMany(row => row).ToArray(), [rows.Length, vectors.Width]);
            default: throw new NotSupportedException(column.GetType().Name);
        }
    }

    private static OrtValue Padded(int[][] lists)
    {
        int widest = Math.Max(1, lists.Max(list => list.Length));
        var ids = new long[lists.Length * widest];
        for (int row = 0; row < lists.Length; row++) for (int i = 0; i < lists[row].Length; i++) ids[(row * widest) + i] = lists[row][i];
        return OrtValue.CreateTensorValueFromMemory(ids, [lists.Length, widest]);
    }
}
