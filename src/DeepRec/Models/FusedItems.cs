namespace DeepRec.Models;

/// <summary>The items of a step of <see cref="FusedRanker"/>, by their vectors in a table. One thread at a time.</summary>
/// <param name="vectors">Theirs.</param>
/// <param name="catalogue">The id of each item.</param>
internal sealed class FusedItems(FusedTower vectors, IdColumn catalogue) : SoftmaxItems
{
    private int[] _ids = [];

    public override int Count => Items.Length;

    /// <summary>Those of the step, [N].</summary>
    public ReadOnlyMemory<int> Items { get; set; }

    public override void Gather(int first, MatrixView block) => vectors.Gather(Ids(Items.Span.Slice(first, block.Rows)), block);

    public override void Scatter(int first, MatrixView gradient) => vectors.Scatter(Ids(Items.Span.Slice(first, gradient.Rows)), gradient);

    /// <summary>The ids of items, until the next call.</summary>
    public ReadOnlySpan<int> Ids(ReadOnlySpan<int> items)
    {
        if (_ids.Length < items.Length) _ids = new int[items.Length];
        for (int i = 0; i < items.Length; i++) _ids[i] = catalogue.Ids[items[i]];
        return _ids.AsSpan(0, items.Length);
    }
}
