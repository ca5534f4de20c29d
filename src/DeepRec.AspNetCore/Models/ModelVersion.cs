namespace DeepRec.AspNetCore;

/// <summary>Which bundle a served model comes from.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Sha256">The SHA-256 of the bundle, in lower-case hexadecimal digits.</param>
/// <param name="LoadedAt">When it was loaded.</param>
public sealed record ModelVersion(string Model, string Sha256, DateTimeOffset LoadedAt);
