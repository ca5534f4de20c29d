namespace DeepRec.Models;

/// <summary>Numbers on the way of a block of rows, kept for a thread's next block, so that after the first ones none are allocated.</summary>
internal static class RowMemory
{
    private const int GreatestBlock = 128, BlockNumbers = 1 << 16; // rows and numbers that stay in the second cache

    [ThreadStatic]
    private static float[]? _numbers;

    /// <summary>How many rows go together.</summary>
    /// <param name="numbers">That a row takes.</param>
    public static int Block(long numbers) => (int)Math.Clamp(BlockNumbers / numbers, 4, GreatestBlock);

    /// <summary>So many numbers, whatever they are, until the thread's next call.</summary>
    public static Span<float> Take(int numbers)
    {
        if (_numbers is null || _numbers.Length < numbers) _numbers = new float[numbers];
        return _numbers.AsSpan(0, numbers);
    }
}
