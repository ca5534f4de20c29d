namespace DeepRec.AspNetCore;

/// <summary>A model was asked before its bundle was loaded, or after the host stopped.</summary>
/// <param name="message">What is missing, and the cure.</param>
public sealed class ModelUnavailableException(string message) : InvalidOperationException(message)
{
    internal static ModelUnavailableException Of(string model) =>
        new($"The model '{model}' is not loaded: it is from the start of the host, or from when its file is there, until the host stops.");
}
