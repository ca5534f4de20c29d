using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>The kernels of one width: two registers of items stay while all of a query passes.</summary>
internal sealed class CodeKernels<TPairs, TVector> : CodeKernels
    where TPairs : struct, IPairs<TVector>
    where TVector : struct
{
    protected override void SumAll(ReadOnlySpan<int> query, ReadOnlySpan<sbyte> codes, Span<int> sums)
    {
        ref int pairs = ref MemoryMarshal.GetReference(query), sum = ref MemoryMarshal.GetReference(sums);
        ref sbyte code = ref MemoryMarshal.GetReference(codes);
        int registers = sums.Length / TPairs.Count;
        for (int r = 0; r < registers; r += 2)
        {
            int next = Math.Min(r + 1, registers - 1); // behind the last register the last one is done once more
            nuint left = Start(r, query.Length), right = Start(next, query.Length);
            TVector a = TPairs.All(0), b = a;
            for (int d = 0; d < query.Length; d++, left += 2 * ItemPanels.Items, right += 2 * ItemPanels.Items)
            {
                var pair = TPairs.All(Unsafe.Add(ref pairs, d));
                a = TPairs.Add(a, in code, left, pair);
                b = TPairs.Add(b, in code, right, pair);
            }

            TPairs.Store(a, ref sum, (nuint)(r * TPairs.Count));
            TPairs.Store(b, ref sum, (nuint)(next * TPairs.Count));
        }
    }

    // Where the codes of a register's items begin.
    private static nuint Start(int register, int pairs)
    {
        int item = register * TPairs.Count;
        return (nuint)(item / ItemPanels.Items * pairs * 2 * ItemPanels.Items + item % ItemPanels.Items * 2);
    }
}
