namespace DeepRec.Testing;

/// <summary>One pair of the checkerboard.</summary>
/// <param name="UserId">"u0", "u1", …</param>
/// <param name="ItemId">"i0", "i1", …</param>
/// <param name="Value">The known answer: <see cref="AsymmetricCheckerboard.High"/> or <see cref="AsymmetricCheckerboard.Low"/>.</param>
public sealed record CheckerboardRow([User] string UserId, [Item] string ItemId, [Label] float Value);
