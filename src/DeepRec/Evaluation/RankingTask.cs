namespace DeepRec;

/// <summary>What a ranker is evaluated on.</summary>
/// <param name="Requests">Who asks, B requests.</param>
/// <param name="Relevant">
/// The items that should be ranked high, B lists; repeats count once, requests without any are left out and counted. A negative number is an item outside
/// the catalogue, another number another item: relevant, and behind everything.
/// </param>
internal sealed record RankingTask(RankingRequests Requests, ItemLists Relevant)
{
    /// <summary>The grade of each relevant item, 0 for not relevant after all. Shape [relevant items], or <see langword="null"/>: 1 each.</summary>
    public float[]? Grades { get; init; }

    /// <summary>The items that are no candidates where seen ones are masked, B lists; <see langword="null"/>: those of the histories, as far as they were met by an action that is to be foreseen.</summary>
    public ItemLists? Seen { get; init; }

    /// <summary>Whose requests these are, those of one user together: a user's value is the mean over his requests. Shape [B], or <see langword="null"/>: each is a user.</summary>
    public int[]? Owners { get; init; }

    /// <summary>How requests and what they masked are called in the protocol; empty for users and what they saw.</summary>
    public string Asked { get; init; } = "";

    /// <summary>Fixed negatives among which the relevant items are ranked, B lists; <see langword="null"/>: the whole catalogue, as it should be.</summary>
    public ItemLists? Negatives { get; init; }

    /// <summary>Training interactions of each item, for what lists look like. Shape [I], or <see langword="null"/>: that is not measured.</summary>
    public int[]? ItemCounts { get; init; }

    /// <summary>How alike two items are, 1 for the same, for the diversity of lists; or none.</summary>
    public Func<int, int, double>? Similarity { get; init; }

    /// <summary>Changes a request's scores, −∞ for what is no candidate, before its list is made of them; or none. For whole catalogues only.</summary>
    public Action<int, Span<float>>? Adjust { get; init; }

    /// <summary>A request's items that are no candidates, repeats kept.</summary>
    public ReadOnlySpan<int> SeenBy(int request) => Seen is null ? Requests.MetOf(request) : Seen.Of(request);

    /// <summary>A request's relevant items with the highest grade each was given, in the order of their numbers.</summary>
    public List<(int Item, double Grade)> RelevantOf(int request)
    {
        var (start, length) = Relevant.RangeOf(request).GetOffsetAndLength(Relevant.Items.Length);
        var found = new List<(int Item, double Grade)>(length);
        for (int i = start; i < start + length; i++)
        {
            double grade = Grades is null ? 1 : Grades[i];
            if (grade > 0) found.Add((Relevant.Items[i], grade));
        }

        found.Sort((a, b) => a.Item != b.Item ? a.Item.CompareTo(b.Item) : b.Grade.CompareTo(a.Grade));
        int kept = 0;
        for (int i = 0; i < found.Count; i++) if (i == 0 || found[i].Item != found[i - 1].Item) found[kept++] = found[i];
        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    /// <exception cref="ArgumentException">The parts do not fit each other or the catalogue.</exception>
    public void Check(int itemCount)
    {
        CheckLists(Relevant, "relevant items");
        CheckLists(Seen, "items seen");
        CheckLists(Negatives, "negatives");
        if (ItemCounts is not null && ItemCounts.Length != itemCount) throw new ArgumentException($"There are {ItemCounts.Length} counts for {itemCount} items.", nameof(itemCount));
        if (Grades is null) return;
        if (Grades.Length != Relevant.Items.Length) throw new ArgumentException($"There are {Grades.Length} grades for {Relevant.Items.Length} relevant items.", nameof(itemCount));
        int wrong = Array.FindIndex(Grades, grade => !(grade >= 0 && float.IsFinite(grade)));
        if (wrong >= 0) throw new ArgumentException(FormattableString.Invariant($"Grade {wrong} is {Grades[wrong]}; grades are 0 or above."), nameof(itemCount));

        void CheckLists(ItemLists? lists, string what)
        {
            if (lists is null) return;
            if (lists.Count != Requests.Count) throw new ArgumentException($"There are {lists.Count} lists of {what} for {Requests.Count} requests.", nameof(itemCount));
            int none = Array.FindIndex(lists.Items, item => item >= itemCount || (item < 0 && lists != Relevant));
            if (none >= 0) throw new ArgumentException($"Item {lists.Items[none]} of the {what} is none of the catalogue's {itemCount}.", nameof(itemCount));
        }
    }
}
