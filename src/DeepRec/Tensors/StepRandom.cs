using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// The generator that dropout draws from during one training step of the current thread. Seeded anew each step from (seed, step), so that
/// a resumed run draws what an unbroken one would, and two trainings on two threads do not disturb each other.
/// </summary>
internal static class StepRandom
{
    [ThreadStatic]
    private static Generator? _current;

    [ThreadStatic]
    private static ulong? _seed;

    /// <summary>The generator of this step; <see langword="null"/> outside a step: then torch's global one is used.</summary>
    public static Generator? Current => _current ??= _seed is { } seed ? new Generator(seed, CPU) : null;

    /// <summary>Starts a step; dispose to end it. A step that draws nothing makes no generator.</summary>
    public static Step Begin(ulong seed)
    {
        default(Step).Dispose(); // one that was left open would go on drawing
        _seed = seed;
        return default;
    }

    public readonly struct Step : IDisposable
    {
        public void Dispose()
        {
            _current?.Dispose();
            _current = null;
            _seed = null;
        }
    }
}
