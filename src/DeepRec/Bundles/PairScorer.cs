using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// The score of one user and one item, both known. What the pipeline makes of a user, of an item and of a missing context is kept from the first row that held it,
/// and later rows are put together from that; after some such rows, what it makes of those beside them in the tables too.
/// </summary>
/// <remarks>Safe from many threads. About 100 bytes for each user and item that is kept.</remarks>
internal sealed class PairScorer
{
    private const int MostOnStack = 256;

    // A program that asks for a few pairs makes no more than those; a service soon knows all.
    private const int KeptOneByOne = 16, Together = 256;
    private readonly RowScorer _scorer;
    private readonly FeatureInput[] _inputs;
    private readonly EncodedCells?[] _users; // the last: nobody
    private readonly EncodedCells?[] _items; // the last: nothing
    private EncodedCells? _context;
    private int _kept;

    private PairScorer(RowScorer scorer, IEnumerable<FeatureInput> inputs, int users, int items) =>
        (_scorer, _inputs, _users, _items) = (scorer, [.. inputs], new EncodedCells?[users + 1], new EncodedCells?[items + 1]);

    private enum Part
    {
        User,
        Item,
        Context,
    }

    /// <summary><see langword="null"/> where a step may look at more than one column, so that a user's part could depend on the item.</summary>
    public static PairScorer? Of(RowScorer? scorer, FittedPipeline pipeline, int users, int items) =>
        scorer is not null && pipeline.Steps.All(step => step.IsOfOneColumn) ? new PairScorer(scorer, pipeline.KnownBefore, users, items) : null;

    /// <summary>The score, if both were seen before.</summary>
    /// <param name="user">A row of the table of users; their number: nobody.</param>
    /// <param name="item">A row of the table of items; their number: nothing.</param>
    /// <param name="score">As the scorer gives it.</param>
    public bool TryScore(int user, int item, out float score)
    {
        score = 0;
        EncodedCells? users = Volatile.Read(ref _users[user]), items = Volatile.Read(ref _items[item]), context = Volatile.Read(ref _context);
        if (users is null || items is null || context is null) return false;
        int ids = users.Ids.Length + items.Ids.Length + context.Ids.Length, bags = users.BagLengths.Length + items.BagLengths.Length + context.BagLengths.Length, numbers = users.Numbers.Length + items.Numbers.Length + context.Numbers.Length;
        score = Score(
            new Cursor(users), new Cursor(items), new Cursor(context), ids <= MostOnStack ? stackalloc int[ids] : new int[ids],
            bags <= MostOnStack ? stackalloc int[bags] : new int[bags], numbers <= MostOnStack ? stackalloc float[numbers] : new float[numbers]);
        return true;
    }

    /// <summary>Keeps what was made of a row without context.</summary>
    /// <returns>Whether so many pairs were not known that it is time to keep others beside them.</returns>
    public bool Keep(int user, int item, Dataset encoded)
    {
        Keep(ref _users[user], Part.User, encoded, 0);
        Keep(ref _items[item], Part.Item, encoded, 0);
        Keep(ref _context, Part.Context, encoded, 0);
        return Interlocked.Increment(ref _kept) > KeptOneByOne;
    }

    /// <summary>The users beside one who are not kept yet, where there are any; likewise for items.</summary>
    public int[] UsersBeside(int user) => Beside(_users, user);

    /// <inheritdoc cref="UsersBeside"/>
    public int[] ItemsBeside(int item) => Beside(_items, item);

    /// <summary>Keeps what was made of users, a row each, without context.</summary>
    public void KeepUsers(int[] users, Dataset encoded)
    {
        for (int row = 0; row < users.Length; row++) Keep(ref _users[users[row]], Part.User, encoded, row);
    }

    /// <inheritdoc cref="KeepUsers"/>
    public void KeepItems(int[] items, Dataset encoded)
    {
        for (int row = 0; row < items.Length; row++) Keep(ref _items[items[row]], Part.Item, encoded, row);
    }

    // The last place is nobody's.
    private static int[] Beside(EncodedCells?[] places, int one)
    {
        int start = one / Together * Together;
        return [.. Enumerable.Range(start, Math.Min(Together, places.Length - 1 - start)).Where(place => Volatile.Read(ref places[place]) is null)];
    }

    private void Keep(ref EncodedCells? place, Part part, Dataset encoded, int row)
    {
        if (Volatile.Read(ref place) is null) Volatile.Write(ref place, new EncodedCells([.. _inputs.Where(input => PartOf(input) == part)], encoded, row));
    }

    private float Score(Cursor user, Cursor item, Cursor context, Span<int> ids, Span<int> bagLengths, Span<float> numbers)
    {
        Span<int> nextIds = ids, nextBag = bagLengths;
        var nextNumbers = numbers;
        foreach (var input in _inputs)
        {
            ref var from = ref context;
            if (PartOf(input) == Part.User) from = ref user;
            else if (PartOf(input) == Part.Item) from = ref item;
            if (input.Kind == FeatureInputKind.Number)
            {
                from.Cells.Numbers.Slice(from.Number, input.Size).CopyTo(nextNumbers);
                nextNumbers = nextNumbers[input.Size..];
                from.Number += input.Size;
                continue;
            }

            int count = 1;
            if (input.Kind == FeatureInputKind.IdBag)
            {
                nextBag[0] = count = from.Cells.BagLengths[from.Bag++];
                nextBag = nextBag[1..];
            }

            from.Cells.Ids.Slice(from.Id, count).CopyTo(nextIds);
            nextIds = nextIds[count..];
            from.Id += count;
        }

        return _scorer.Score(new EncodedRow { Ids = ids, BagLengths = bagLengths, Numbers = numbers });
    }

    // What a step derives from a column is about what the column is about.
    private static Part PartOf(FeatureInput input) => input.Role switch
    {
        FeatureRole.User or FeatureRole.UserFeature => Part.User,
        FeatureRole.Item or FeatureRole.ItemFeature => Part.Item,
        _ => Part.Context,
    };

    private struct Cursor(EncodedCells cells)
    {
        public readonly EncodedCells Cells = cells;
        public int Id;
        public int Bag;
        public int Number;
    }
}
