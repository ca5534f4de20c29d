namespace DeepRec.AspNetCore;

/// <summary>An event was not stored: it was not acknowledged, and may be sent again.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What the store said.</param>
public sealed class EventNotStoredException(string message, Exception innerException) : Exception(message, innerException);
