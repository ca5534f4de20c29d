namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>A family of models in small, as it is trained here.</summary>
/// <param name="Model">Its settings.</param>
/// <param name="Refusal">What the export to ONNX says, in its first words, where there is no form in it; it names the model or the layer.</param>
/// <param name="ReadsHistories">Whether a ranker sees what a stranger met just now. Where it does not, the core's ladder answers, which a file does not have.</param>
internal sealed record Family<TOptions>(TOptions Model, string? Refusal = null, bool ReadsHistories = true);
