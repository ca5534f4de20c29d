namespace DeepRec.Testing;

/// <summary>A part of your own does not keep what the library relies on. The message says what was expected, what was found, and the cure.</summary>
public sealed class ContractException : Exception
{
    internal ContractException(string message, IReadOnlyList<string> failedChecks, Exception? inner = null) : base(message, inner) => FailedChecks = failedChecks;

    /// <summary>The names of the checks that failed: methods of the contract, in their order.</summary>
    public IReadOnlyList<string> FailedChecks { get; }
}
