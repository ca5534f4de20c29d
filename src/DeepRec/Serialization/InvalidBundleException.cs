namespace DeepRec;

/// <summary>
/// A saved file is damaged, incomplete or not what it claims to be. Nothing was loaded from it.
/// The message names the tensor or part and says what is wrong with it.
/// </summary>
/// <param name="message">The part that is wrong, what was found and what was expected.</param>
/// <param name="inner">The error that revealed it, if there was one.</param>
public sealed class InvalidBundleException(string message, Exception? inner = null) : IOException(message, inner);
