namespace DeepRec;

/// <summary>
/// What a model reads of known users where a request says nothing of the moment: encoded when one of a block of users first asks, then kept, so that later
/// requests need no pipeline.
/// </summary>
/// <param name="bundle">The pipeline and the users.</param>
/// <param name="rows">Makes their rows.</param>
/// <remarks>Safe from many threads. Memory: the encoded columns of the blocks that were asked for, 4 bytes a number, and some hundred bytes a block.</remarks>
internal sealed class KnownUsers(RankingBundle bundle, RequestRows rows)
{
    private const int Block = 64;

    private readonly Dataset?[] _blocks = new Dataset?[(bundle.Users.Count + Block - 1) / Block];

    /// <summary>The encoded columns of one user's request, a row; <see langword="null"/> where the model reads none.</summary>
    /// <param name="user">A row of the table of users.</param>
    public Dataset? FeaturesOf(int user)
    {
        if (bundle.Inputs.Request.Count == 0) return null;
        ref var place = ref _blocks[user / Block];
        if (Volatile.Read(ref place) is not { } block)
        {
            int first = user / Block * Block;
            string[] ids = new string[Math.Min(Block, bundle.Users.Count - first)];
            for (int i = 0; i < ids.Length; i++) ids[i] = bundle.Users.IdAt(first + i);
            Volatile.Write(ref place, block = bundle.FeaturesOf(rows.Compose(ids))!); // two that come at once make the same
        }

        return block.Select([user % Block]);
    }
}
