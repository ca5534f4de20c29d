using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// What encoders of token sequences have in common: a table of vectors of tokens, a part that reads them in order, and a projection y = W r + b.
/// A row without tokens has r = 0 and so y = b, which is learned. Padding is zero throughout and changes nothing.
/// </summary>
internal abstract class TokenEncoder : FeatureEncoder
{
    private readonly string _input;
    private readonly int _maximumLength;
    private readonly EmbeddingTable _tokens;
    private readonly Linear _projection;

    /// <param name="input">The bag that is read.</param>
    /// <param name="tokenDimension">P, the length of a token's vector.</param>
    /// <param name="readWidth">R, the length of what is read.</param>
    /// <param name="dimension">D.</param>
    /// <param name="maximumLength">How many tokens of a row are read, the first.</param>
    /// <param name="frozen">Whether the tokens' vectors are kept as they start.</param>
    /// <param name="random">The source of the start values.</param>
    private protected TokenEncoder(FeatureInput input, int tokenDimension, int readWidth, int dimension, int maximumLength, bool frozen, ref SeededRandom random) : base(input.Name)
    {
        (_input, _maximumLength, OutputWidth) = (input.Name, maximumLength, dimension);
        try
        {
            register_module("tokens", _tokens = new EmbeddingTable(input.Size, tokenDimension, InitialDeviation, ref random, input.Vectors, frozen));
            register_module("projection", _projection = StartValues.Linear(readWidth, dimension, WeightInitialization.GlorotUniform, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>The standard deviation of the tokens' normal start values: that of <see cref="CategoryEncoderOptions"/>, so that both enter a model alike.</summary>
    public static double InitialDeviation => 0.05;

    public sealed override int OutputWidth { get; }

    /// <summary>The least number of places that a block has.</summary>
    protected virtual int LeastLength => 1;

    /// <summary>How many numbers a layer makes of a token at most, in a block of a length.</summary>
    protected abstract long Widest(long length);

    /// <summary>Reads vectors of tokens [S, L, P], zero at padding → [S, R], zero where there is no token.</summary>
    protected abstract Tensor Read(Tensor vectors, TokenBlock block);

    internal sealed override void FillUnmet(Dataset training) => _tokens.FillUnmet(training.Column<IdBagColumn>(_input).Ids);

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected sealed override void RegisterComponents()
    {
    }

    public sealed override Tensor forward(FeatureBatch batch)
    {
        if (batch.Size == 0) return zeros(0, OutputWidth, ScalarType.Float32); // [0, D]
        var bag = batch.Bag(_input);
        var sequences = new DistinctBags(bag, _maximumLength, sort: true);
        var read = TokenBlocks.Of(bag, sequences, LeastLength, Widest).ConvertAll(block =>
        {
            var vectors = _tokens.call(block.Ids.view(-1)).view(block.Count, block.Length, -1); // [S · L] → [S, L, P]
            return Read(vectors * block.Present(vectors.dtype).unsqueeze(2), block); // [S, R]
        });
        return sequences.Spread(_projection.call(cat(read, dim: 0))); // [distinct, D] → [B, D]
    }
}
