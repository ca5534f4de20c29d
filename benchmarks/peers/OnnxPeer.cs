using Microsoft.ML.OnnxRuntime;

namespace DeepRec.Peers;

/// <summary>The model of <see cref="ScoringWork"/> in ONNX Runtime on one thread, input and output bound once; one table for all ids, which is its fastest form that we know of.</summary>
internal sealed class OnnxPeer : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue[] _values;
    private readonly long[] _ids;
    private readonly float[] _numbers;
    private readonly float[] _score = new float[1];

    public OnnxPeer(ScoringWork work)
    {
        (_ids, _numbers) = (new long[work.IdWidth], new float[work.NumberWidth]);
        _session = new InferenceSession(Export(work), _options);
        _binding = _session.CreateIoBinding();
        var memory = OrtMemoryInfo.DefaultInstance;
        _values =
        [
            OrtValue.CreateTensorValueFromMemory(memory, _ids.AsMemory(), [1, _ids.Length]),
            OrtValue.CreateTensorValueFromMemory(memory, _numbers.AsMemory(), [1, _numbers.Length]),
            OrtValue.CreateTensorValueFromMemory(memory, _score.AsMemory(), [1, 1]),
        ];
        _binding.BindInput("ids", _values[0]);
        _binding.BindInput("numbers", _values[1]);
        _binding.BindOutput("score", _values[2]);
    }

    public static string About => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, IoBinding";

    /// <summary>The score of a row.</summary>
    /// <param name="ids">Rows of the one table.</param>
    /// <param name="numbers">None missing.</param>
    public float Score(ReadOnlySpan<long> ids, ReadOnlySpan<float> numbers)
    {
        ids.CopyTo(_ids);
        numbers.CopyTo(_numbers);
        _session.RunWithBinding(_run, _binding);
        return _score[0];
    }

    public void Dispose()
    {
        foreach (var value in _values) value.Dispose();
        _binding.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private static byte[] Export(ScoringWork work)
    {
        var weights = ModelWeights.Capture(work.Model).ToDictionary(array => array.Name);
        using var onnx = new OnnxModel();
        float[] table = [.. work.Tables.SelectMany(name => weights[name].ToArray<float>())];
        onnx.Weight("table", table, table.Length / ScoringWork.Dimension, ScoringWork.Dimension);
        onnx.Constant("flat", 1, work.IdWidth * ScoringWork.Dimension);
        onnx.Node("Gather", ["table", "ids"], "vectors"); // [1, 7, D]
        onnx.Node("Reshape", ["vectors", "flat"], "embedded"); // [1, 7 · D]
        onnx.Node("Concat", ["embedded", "numbers"], "h0", ("axis", 1)); // [1, F]
        for (int layer = 0; layer < 3; layer++)
        {
            var weight = weights[$"layers.{layer}.weight"];
            onnx.Weight($"w{layer}", weight.ToArray<float>(), [.. weight.Shape]);
            onnx.Weight($"b{layer}", weights[$"layers.{layer}.bias"].ToArray<float>(), weight.Shape[0]);
            onnx.Node("Gemm", [$"h{layer}", $"w{layer}", $"b{layer}"], layer == 2 ? "score" : $"z{layer}", ("transB", 1)); // [1, H]
            if (layer < 2) onnx.Node("Relu", [$"z{layer}"], $"h{layer + 1}");
        }

        return onnx.ToBytes(("ids", work.IdWidth), ("numbers", work.NumberWidth), "score");
    }
}
