namespace DeepRec.Testing;

/// <summary>Runs the checks of a contract, and says of each that fails whose it is and what is wrong.</summary>
internal static class Contract
{
    /// <summary>What a check throws. It gets its name from <see cref="Hold"/>.</summary>
    public static ContractException Broken(string expected, string found, string cure) => new($"Expected: {expected}. Found: {found}. Cure: {cure}.", []);

    /// <summary>Runs one check.</summary>
    /// <exception cref="ContractException">It fails, or throws what it should not.</exception>
    public static void Hold(object subject, string name, Action check)
    {
        try
        {
            check();
        }
        catch (ContractException e)
        {
            throw new ContractException($"{NameOf(subject)} breaks {name}. {e.Message}", [name], e.InnerException);
        }
        catch (Exception e)
        {
            // What libtorch says goes on with a native stack.
            string first = e.Message.Split('\n')[0].TrimEnd('\r');
            throw new ContractException($"{NameOf(subject)} breaks {name}. Expected: no exception. Found: {e.GetType().Name}: {first} Cure: the inner exception shows where.", [name], e);
        }
    }

    /// <summary>Runs all checks, and throws once for all that fail.</summary>
    public static void HoldAll(params IReadOnlyList<Action> checks)
    {
        var failures = new List<ContractException>();
        foreach (var check in checks)
        {
            try
            {
                check();
            }
            catch (ContractException e)
            {
                failures.Add(e);
            }
        }

        if (failures.Count == 0) return;
        throw new ContractException(string.Join(Environment.NewLine, failures.Select(e => e.Message)), [.. failures.SelectMany(e => e.FailedChecks)], failures[0].InnerException);
    }

    private static string NameOf(object subject) => subject.GetType().Name;
}
