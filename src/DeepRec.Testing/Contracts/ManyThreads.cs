namespace DeepRec.Testing;

/// <summary>The same call from several threads at once: each round begins in all of them together.</summary>
internal static class ManyThreads
{
    private const int Count = 4;
    private const int Rounds = 3;

    /// <summary>Every thread gets for its own rows what is expected of them.</summary>
    /// <param name="rowsOf">The rows of a thread.</param>
    /// <param name="call">What the threads call.</param>
    /// <param name="expected">What one thread alone gets for those rows.</param>
    public static void Agree(Func<int, int[]> rowsOf, Func<int[], float[]> call, Func<int[], float[]> expected)
    {
        var found = new float[Count][][];
        var errors = new Exception?[Count];
        using var together = new Barrier(Count);
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            try
            {
                int[] rows = rowsOf(i);
                found[i] = new float[Rounds][];
                foreach (ref float[] values in found[i].AsSpan())
                {
                    together.SignalAndWait();
                    values = call(rows);
                }
            }
            catch (Exception e)
            {
                errors[i] = e;
                together.RemoveParticipant(); // the others go on without it
            }
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        const string Cure = "keep nothing of a call in fields: many threads call forward at once";
        for (int i = 0; i < Count; i++)
        {
            if (errors[i] is { } error) throw Contract.Broken("no exception in any thread", $"{error.GetType().Name}: {error.Message.Split('\n')[0]}", Cure);
            foreach (float[] values in found[i]) TensorValues.AreEqual(expected(rowsOf(i)), values, 1e-5, "what one thread alone gets", Cure);
        }
    }
}
