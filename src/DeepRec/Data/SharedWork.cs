namespace DeepRec;

/// <summary>Pieces of work that do not depend on each other, done by several threads. What is made must be the same whichever thread makes it.</summary>
internal static class SharedWork
{
    /// <summary>Does each piece once, in any order. The calling thread takes part, so that all is done where the pool has no thread to spare.</summary>
    /// <param name="threads">How many may work at once, the calling one among them; 2 or more.</param>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="work">Does the piece of a number.</param>
    /// <param name="meanwhile">What the calling thread does before it takes part, or <see langword="null"/>.</param>
    /// <exception cref="AggregateException">The work failed. All threads have ended.</exception>
    public static void Do(int threads, int pieces, Action<int> work, Action? meanwhile = null)
    {
        int next = -1;
        var all = new Task[Math.Min(threads - 1, pieces) + 1];
        for (int i = 1; i < all.Length; i++) all[i] = Task.Run(TakePart);
        all[0] = new Task(() =>
        {
            meanwhile?.Invoke();
            TakePart();
        });
        all[0].RunSynchronously(TaskScheduler.Default);
        Task.WaitAll(all);

        void TakePart()
        {
            for (int piece; (piece = Interlocked.Increment(ref next)) < pieces;) work(piece);
        }
    }
}
