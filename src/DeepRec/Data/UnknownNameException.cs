using System.Text.Json;

namespace DeepRec;

/// <summary>JSON names a type that is not registered here. It is not damaged: the message says what to register.</summary>
internal sealed class UnknownNameException(string message) : JsonException(message);
