using System.Collections;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// Likeness of items by who met them, or of users by what they met: with S_a the set of a,
/// <code>
/// cos(a, b) = |S_a ∩ S_b| / √(|S_a| |S_b|)
/// </code>
/// </summary>
/// <remarks>Memory: 8 bytes an interaction, and 16 an element once several members were looked at together.</remarks>
internal sealed class Cooccurrence : Likeness
{
    private const int MostMarks = 16; // bytes side by side
    private readonly Interactions _sets; // each member's set, once each element, rising
    private readonly Interactions _members; // of each element the members whose sets hold it

    private Vector128<byte>[]? _marks; // of each element, 1 for each of some members whose sets hold it; all 0 while nobody uses them

    private Cooccurrence(Interactions sets, Interactions members) => (_sets, _members) = (sets, members);

    public override int Count => _sets.UserCount;

    /// <summary>Of items, by their users.</summary>
    public static Cooccurrence OfItems(Interactions interactions)
    {
        var byUser = SparseMatrix.Of(interactions);
        var byItem = byUser.Transpose();
        return new Cooccurrence(
            new Interactions(byItem.Offsets, byItem.Columns, byItem.ColumnCount), new Interactions(byUser.Offsets, byUser.Columns, byUser.ColumnCount));
    }

    /// <summary>The same seen from the other side: of users, where this is of items.</summary>
    public Cooccurrence Transpose() => new(_members, _sets);

    /// <summary>How many elements the set of one member shares with those of others: |S_a ∩ S_b|.</summary>
    /// <param name="member">The one.</param>
    /// <param name="others">The others.</param>
    /// <param name="shared">Shape [others]; filled.</param>
    public void Shared(int member, ReadOnlySpan<int> others, Span<int> shared)
    {
        var marked = new BitArray(_members.UserCount);
        foreach (int element in _sets.Of(member)) marked[element] = true;
        for (int i = 0; i < others.Length; i++)
        {
            int count = 0;
            foreach (int element in _sets.Of(others[i])) if (marked[element]) count++;
            shared[i] = count;
        }
    }

    /// <summary>The same of several members, for which each set is gone through once.</summary>
    /// <param name="members">The members.</param>
    /// <param name="others">The others, 16 at most.</param>
    /// <param name="shared">Shape [members × others]; filled.</param>
    public void Shared(ReadOnlySpan<int> members, ReadOnlySpan<int> others, Span<int> shared)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(others.Length, MostMarks);
        var marks = Interlocked.Exchange(ref _marks, null) ?? new Vector128<byte>[_members.UserCount]; // who comes meanwhile makes some of their own
        bool areMembersFewer = members.Length <= MostMarks && ElementsOf(members) < ElementsOf(others); // what is marked is gone through twice
        ReadOnlySpan<int> marked = areMembersFewer ? members : others, passed = areMembersFewer ? others : members;
        for (int i = 0; i < marked.Length; i++)
        {
            var mark = Vector128<byte>.Zero.WithElement(i, (byte)1);
            foreach (int element in _sets.Of(marked[i])) marks[element] += mark;
        }

        var (ofMarked, ofPassed) = areMembersFewer ? (others.Length, 1) : (1, others.Length); // from one place of shared to the next one
        Span<int> counts = stackalloc int[MostMarks];
        for (int p = 0; p < passed.Length; p++)
        {
            CountOf(_sets.Of(passed[p]), marks, counts);
            for (int i = 0; i < marked.Length; i++) shared[(i * ofMarked) + (p * ofPassed)] = counts[i];
        }

        foreach (int one in marked) foreach (int element in _sets.Of(one)) marks[element] = default;
        Volatile.Write(ref _marks, marks);
    }

    // Sums of marks, as many at a time as a byte can count.
    private static void CountOf(ReadOnlySpan<int> elements, Vector128<byte>[] marks, Span<int> counts)
    {
        counts.Clear();
        Span<byte> sums = stackalloc byte[MostMarks];
        for (int start = 0; start < elements.Length; start += byte.MaxValue)
        {
            var sum = Vector128<byte>.Zero;
            foreach (int element in elements.Slice(start, Math.Min(byte.MaxValue, elements.Length - start))) sum += marks[element];
            sum.CopyTo(sums);
            for (int i = 0; i < sums.Length; i++) counts[i] += sums[i];
        }
    }

    private long ElementsOf(ReadOnlySpan<int> members)
    {
        long sum = 0;
        foreach (int member in members) sum += _sets.Of(member).Length;
        return sum;
    }

    /// <summary>The cosine of two members whose sets share so many elements.</summary>
    public float Cosine(int a, int b, int shared) => CosineOf(shared, _sets.Of(a).Length, _sets.Of(b).Length);

    public override void Of(int member, ReadOnlySpan<int> others, Span<float> cosines)
    {
        var shared = new int[others.Length];
        Shared(member, others, shared);
        for (int i = 0; i < others.Length; i++) cosines[i] = Cosine(member, others[i], shared[i]);
    }

    public override float[] OfAll(int member)
    {
        var cosines = new float[Count];
        foreach (int element in _sets.Of(member)) foreach (int other in _members.Of(element)) cosines[other]++;
        for (int other = 0; other < cosines.Length; other++)
        {
            if (cosines[other] > 0) cosines[other] = Cosine(member, other, (int)cosines[other]);
        }

        return cosines;
    }

    private static float CosineOf(int shared, int a, int b) => shared == 0 ? 0 : (float)Math.Min(1, shared / Math.Sqrt((double)a * b));
}
