using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Scores by running a ranker in TorchSharp in evaluation and inference mode, block by block; items are encoded once. Scores that are inner products are made without libtorch.</summary>
internal sealed class TorchItemScorer : RankerScorer
{
    private const int RequestsScoredTogether = 64;

    // 64 MiB of float32 between the encodings of a block of pairs and their scores.
    private const int BlockNumbers = 1 << 24;
    private readonly RequestSource _requests;
    private readonly Tensor? _items; // [I, E], where scores are no inner products
    private readonly PanelSearch? _search;
    private readonly SharedResource? _owned;
    private volatile bool _disposed;

    /// <param name="ranker">Put into evaluation mode.</param>
    /// <param name="inputs">What it was built for.</param>
    /// <param name="ownsRanker">Whether the ranker is freed with this.</param>
    public TorchItemScorer(ItemRanker ranker, RankingInputs inputs, bool ownsRanker = true) : this(ranker, ownsRanker ? new SharedResource(ranker) : null, inputs)
    {
    }

    private TorchItemScorer(ItemRanker ranker, SharedResource? owned, RankingInputs inputs)
        : base(inputs, ranker.Histories, ranker.ReadsUserId, ranker.BearsEmptyHistory, ParameterWidth.Of(ranker))
    {
        (Ranker, _owned) = (ranker, owned);
        ranker.eval();
        _requests = new RequestSource(inputs, [.. ranker.Histories.Select(reading => reading with { FromStart = false })]);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var source = new BatchSource(inputs.Catalogue, inputs.Item);
        var blocks = new List<Tensor>();
        foreach (var (first, count) in ItemBlocks.Of(inputs.Catalogue, Widest))
        {
            var block = ranker.EncodeItems(source.Gather([.. Enumerable.Range(first, count)])); // [k, E]
            if (first == 0) WeightBudget.TakeCatalogue(source.Count, block.shape[^1], inputs.Item.Count);
            if (ranker.ScoresAreProducts) (Panels ??= new ItemPanels(source.Count, (int)block.shape[^1])).Set(first, TensorMemory.ToFloats(block));
            else blocks.Add(block);
        }

        if (Panels is not null) _search = new PanelSearch(Panels);
        else _items = cat(blocks, dim: 0).DetachFromDisposeScope(); // [I, E]
    }

    public ItemRanker Ranker { get; }

    public override int VectorLength => Ranker.VectorLength;

    public override ItemPanels? Panels { get; }

    public override float[] Encode(RankingRequests requests)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        return TensorMemory.ToFloats(Ranker.EncodeRequests(_requests.Gather(requests))); // [B, E]
    }

    public override float[] ItemVectors()
    {
        if (Panels is not null) return Panels.Vectors(VectorLength); // [I, E] → [I, D]
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        return TensorMemory.ToFloats(_items!.narrow(1, 0, VectorLength)); // [I, E] → [I, D]
    }

    public override float[] RequestVectors(RankingRequests requests)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        return TensorMemory.ToFloats(Ranker.EncodeRequests(_requests.Gather(requests)).narrow(1, 0, VectorLength)); // [B, U] → [B, D]
    }

    public override void Score(RankingRequests requests, Span<float> scores)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_search is null) ScoreByRanker(requests, scores);
        else
        {
            for (int start = 0; start < requests.Count; start += RequestsScoredTogether)
            {
                int count = Math.Min(RequestsScoredTogether, requests.Count - start);
                _search.Score(Encode(requests.Slice(start, count)), scores.Slice(start * ItemCount, count * ItemCount));
            }
        }

        FiniteScores.Hold(scores);
    }

    private void ScoreByRanker(RankingRequests requests, Span<float> scores)
    {
        int together = (int)Math.Clamp((long)BlockNumbers / Math.Max(1, (long)Ranker.PairWidth * ItemCount), 1, RequestsScoredTogether);
        int itemsTogether = (int)Math.Clamp((long)BlockNumbers / ((long)Ranker.PairWidth * together), 1, ItemCount);
        for (int start = 0; start < requests.Count; start += together)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            int count = Math.Min(together, requests.Count - start);
            var encoded = Ranker.EncodeRequests(_requests.Gather(requests.Slice(start, count))); // [b, U]
            for (int first = 0; first < ItemCount; first += itemsTogether)
            {
                int width = Math.Min(itemsTogether, ItemCount - first);
                using var block = Ranker.Score(encoded, _items!.narrow(0, first, width)).contiguous(); // [b, k]
                if (block.Dimensions != 2 || block.shape[0] != count || block.shape[1] != width)
                {
                    throw new InvalidOperationException($"{Ranker.GetName()} gave shape {NamedArray.Describe(block.shape)} for {count} requests and {width} items; a score for each pair, shape [{count}, {width}], is expected.");
                }

                var values = TensorMemory.Span<float>(block);
                for (int b = 0; b < count; b++) values.Slice(b * width, width).CopyTo(scores.Slice((start + b) * ItemCount + first, width));
            }
        }
    }

    public override IReadOnlyList<NamedArray> Export() => ModelWeights.Capture(Ranker);

    public override ItemScorer WithCatalogue(RankingInputs inputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _owned?.Take();
        try
        {
            return new TorchItemScorer(Ranker, _owned, inputs);
        }
        catch
        {
            _owned?.Release();
            throw;
        }
    }

    public override void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _items?.Dispose();
        _owned?.Release();
        base.Dispose();
    }
}
