namespace DeepRec.AspNetCore;

/// <summary>A model was asked before its bundle was loaded, or after the host stopped.</summary>
/// <param name="message">What is missing, and the cure.</param>
public sealed class ModelUnavailableException(string message) : InvalidOperationException(message);
