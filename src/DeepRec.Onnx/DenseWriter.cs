using DeepRec.Models;

namespace DeepRec.Onnx;

/// <summary>Dense layers and activations.</summary>
internal static class DenseWriter
{
    /// <summary>Hidden layers and a linear output, as in evaluation. [B, inputs] → [B, outputs], or more axes before the last where nothing is normalised over the batch.</summary>
    public static string Dense(this OnnxGraph graph, string x, DenseSettings settings, Weights weights)
    {
        for (int layer = 0; layer < settings.HiddenLayers.Count; layer++)
        {
            x = weights.Linear(graph, x, $"{layer}"); // [B, H]
            string normalization = DenseSettings.Normalized(layer);
            x = settings.Normalization switch
            {
                LayerNormalization.Layer => weights.Norm(graph, x, normalization),
                LayerNormalization.Batch => graph.BatchNorm(x, weights.Within(normalization)),
                _ => x,
            };
            x = graph.Apply(settings.Activation, x);
        }

        return weights.Linear(graph, x, $"{settings.HiddenLayers.Count}");
    }

    /// <summary>An activation.</summary>
    public static string Apply(this OnnxGraph graph, Activation activation, string z) => activation switch
    {
        Activation.Identity => z,
        Activation.ReLU => graph.Op("Relu", z),
        Activation.LeakyReLU => graph.Op("LeakyRelu", [z], ("alpha", 0.01f)),
        Activation.Elu => graph.Op("Elu", [z], ("alpha", 1f)),
        Activation.Gelu => graph.Gelu(z),
        Activation.Silu => graph.Mul(z, graph.Op("Sigmoid", z)),
        Activation.Tanh => graph.Op("Tanh", z),
        Activation.Sigmoid => graph.Op("Sigmoid", z),
        _ => throw new NotSupportedException($"The activation {activation} has no ONNX form. Take another one, or serve the .deeprec file."),
    };

    private static string BatchNorm(this OnnxGraph graph, string x, Weights weights) => graph.Op(
        "BatchNormalization", [x, weights.In(graph, "weight"), weights.In(graph, "bias"), weights.In(graph, "running_mean"), weights.In(graph, "running_var")], ("epsilon", (float)DenseSettings.Epsilon));
}
