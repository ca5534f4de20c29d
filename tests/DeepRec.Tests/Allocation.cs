namespace DeepRec.Tests;

/// <summary>What some work allocates on this thread.</summary>
internal static class Allocation
{
    /// <summary>The least of several times: the runtime itself may allocate when it first meets a call, or compiles it for good.</summary>
    /// <param name="work">The work.</param>
    /// <param name="times">How often it is done.</param>
    public static long Least(Action work, int times = 10) => Enumerable.Range(0, times).Min(_ => Of(work));

    private static long Of(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
