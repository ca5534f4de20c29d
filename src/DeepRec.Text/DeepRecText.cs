using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Makes the steps of this package known, so that bundles can hold them.</summary>
public static class DeepRecText
{
    /// <summary>Registers <see cref="WordPieceTokens"/> and <see cref="BpeTokens"/>. Call it once at start, where bundles are saved and where they are loaded; again does nothing.</summary>
    public static void Register()
    {
        BundleTypes.RegisterStep<WordPieceTokens>("word-piece-tokens");
        BundleTypes.RegisterStep<BpeTokens>("bpe-tokens");
    }
}
