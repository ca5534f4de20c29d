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

    /// <summary>Reads common ones by hand, or <see langword="null"/>: the register then knows more.</summary>
    public static HistoryOptions? FromJson(JsonTree tree) => NamedTypes<HistoryOptions>.Read(tree, (name, json) => name != Unnamed ? null : new PooledHistoryOptions
    {
        Pooling = json.Choice<HistoryPooling>("pooling"),
        InitialSlope = json.Double("initialSlope"),
        Length = json.Whole("length"),
        Dropout = json.Double("dropout"),
        Actions = json.Texts("actions"),
        Events = json.TakeNull("events") ? null : json.Texts("events"),
        EventEncoders = json.Map("eventEncoders", EncoderOptionsTypes.FromJson),
        TimeGaps = json.Flag("timeGaps"),
    });
}
