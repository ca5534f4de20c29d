namespace DeepRec.Models;

/// <summary>The items of a step of <see cref="FusedRanker"/>, by their vectors in a table.</summary>
/// <param name="vectors">Theirs.</param>
/// <param name="catalogue">The id of each item.</param>
/// <param name="all">Whether a step meets all of them.</param>
internal sealed class FusedItems(FusedTower vectors, IdColumn catalogue, bool all) : SoftmaxItems
{
    private int[] _ids = [];
    private int _count;

    public override int Count => _count;

    public override bool AreSafe => Fills;

    /// <summary>Whether every step puts the gradients of the same rows of the table, each once: nothing needs to be cleared before.</summary>
    public bool Fills { get; } = all && vectors.IsWhole && catalogue.Ids.ToArray().Distinct().Count() == catalogue.Ids.Length;

    /// <summary>Takes the items of a step, [N].</summary>
    public void Begin(ReadOnlySpan<int> items)
    {
        if (_ids.Length < items.Length) _ids = new int[items.Length];
        Identify(items, _ids);
        _count = items.Length;
    }

    public override void Gather(int first, MatrixView block) => vectors.Gather(_ids.AsSpan(first, block.Rows), block);

    public override void Scatter(int first, MatrixView gradient)
    {
        var ids = _ids.AsSpan(first, gradient.Rows);
        if (Fills) vectors.Fill(ids, gradient);
        else vectors.Scatter(ids, gradient);
    }

    /// <summary>The ids of items.</summary>
    /// <param name="items">[n].</param>
    /// <param name="ids">[n] or longer; its first are filled.</param>
    public void Identify(ReadOnlySpan<int> items, Span<int> ids)
    {
        for (int i = 0; i < items.Length; i++) ids[i] = catalogue.Ids[items[i]];
    }
}
