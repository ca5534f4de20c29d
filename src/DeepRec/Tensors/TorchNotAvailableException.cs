namespace DeepRec;

/// <summary>libtorch, which runs the tensors, cannot be used in this process. The message says what is missing, where, and the cure.</summary>
/// <remarks>
/// Thrown by <see cref="TorchRuntime.EnsureLoaded"/> and by everything in DeepRec that needs tensors: where no backend package is
/// referenced, the platform has none, the backend is of another version than TorchSharp, or the system lacks a library.
/// </remarks>
public sealed class TorchNotAvailableException : Exception
{
    internal TorchNotAvailableException(
        string runtimeIdentifier, string problem, string cure, string? loaderMessage = null, Exception? innerException = null)
        : base(
            $"libtorch cannot be used on {runtimeIdentifier}: {problem} {cure}"
                + (loaderMessage is null ? "" : $" The loader says: {loaderMessage}"),
            innerException)
    {
        RuntimeIdentifier = runtimeIdentifier;
        Problem = problem;
        Cure = cure;
        LoaderMessage = loaderMessage;
    }

    /// <summary>The platform, as NuGet names it.</summary>
    /// <value>Such as <c>linux-x64</c>.</value>
    public string RuntimeIdentifier { get; }

    /// <summary>What is missing or wrong, in one or two sentences.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Cure { get; }

    /// <summary>What the loader said: the system's, or TorchSharp's own.</summary>
    /// <value>One line, or null where the loader was not asked.</value>
    public string? LoaderMessage { get; }
}
