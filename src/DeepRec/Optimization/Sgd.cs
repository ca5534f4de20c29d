using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Gradient descent without momentum, which needs no memory of the past: <see cref="SgdOptions"/>.</summary>
internal sealed class Sgd(double weightDecay) : Optimizer("sgd")
{
    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
    {
        var (penalty, step) = (T.CreateChecked(weightDecay), T.CreateChecked(-learningRate));
        if (weights.Length < Vector<T>.Count)
        {
            Lanes.Store(Moved(Lanes.Load(weights, 0), Lanes.Load(gradient, 0), penalty, step), weights, 0);
            return;
        }

        ref T w = ref MemoryMarshal.GetReference(weights), g = ref MemoryMarshal.GetReference(gradient);
        nuint last = (nuint)(weights.Length - Vector<T>.Count); // which reaches back: see Lanes.Move
        var end = Moved(Vector.LoadUnsafe(ref w, last), Vector.LoadUnsafe(ref g, last), penalty, step);
        for (nuint at = 0; at < last; at += (nuint)Vector<T>.Count)
            Moved(Vector.LoadUnsafe(ref w, at), Vector.LoadUnsafe(ref g, at), penalty, step).StoreUnsafe(ref w, at);
        end.StoreUnsafe(ref w, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Moved<T>(Vector<T> w, Vector<T> g, T penalty, T step) where T : unmanaged, IBinaryFloatingPointIeee754<T> => w + ((g + (w * penalty)) * step);
}
