using DeepRec.Testing;

namespace DeepRec.Tests.Testing;

/// <summary>Which checks of a contract fail, of those that there are.</summary>
internal static class FailedChecks
{
    public static IReadOnlyList<string> Of(Action verify)
    {
        try
        {
            verify();
            return [];
        }
        catch (ContractException e)
        {
            return e.FailedChecks;
        }
    }

    /// <summary>The names of all checks, sorted.</summary>
    public static IEnumerable<string> Possible<T>() => typeof(T).GetMethods()
        .Where(m => m.DeclaringType == typeof(T) && !m.IsSpecialName && m.Name is not ("Verify" or "Dispose")).Select(m => m.Name).Order();
}
