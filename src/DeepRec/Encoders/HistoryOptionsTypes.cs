namespace DeepRec.Encoders;

/// <summary>The names that settings of histories have in a bundle. A name, once released, stays.</summary>
internal static class HistoryOptionsTypes
{
    /// <summary>What settings without a name are: those of the first bundles.</summary>
    public const string Unnamed = "pooled";

    public static NamedTypes<HistoryOptions> Types { get; } = new NamedTypes<HistoryOptions>("history", nameof(HistoryOptionsTypes))
        .Register<PooledHistoryOptions>(Unnamed)
        .Register<RecurrentHistoryOptions>("recurrent")
        .Register<DilatedConvolutionHistoryOptions>("dilated-convolution")
        .Register<ConvolutionHistoryOptions>("convolution")
        .Register<TransformerHistoryOptions>("transformer");
}
