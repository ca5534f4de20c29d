namespace DeepRec.Encoders;

/// <summary>The names that encoder settings have in a bundle. A name, once released, stays.</summary>
internal static class EncoderOptionsTypes
{
    public static NamedTypes<FeatureEncoderOptions> Types { get; } = new NamedTypes<FeatureEncoderOptions>("encoder", "RegisterEncoder")
        .Register<CategoryEncoderOptions>("category")
        .Register<CategoriesEncoderOptions>("categories")
        .Register<OneHotEncoderOptions>("one-hot")
        .Register<NumberEncoderOptions>("number")
        .Register<TimeEncoderOptions>("time")
        .Register<TextBagEncoderOptions>("text-bag")
        .Register<TextCnnEncoderOptions>("text-cnn")
        .Register<TextGruEncoderOptions>("text-gru")
        .Register<TextTransformerEncoderOptions>("text-transformer")
        .Register<VectorEncoderOptions>("vector")
        .Register<GridCnnEncoderOptions>("grid-cnn");

    /// <summary>Reads common ones by hand, or <see langword="null"/>: the register then knows more.</summary>
    public static FeatureEncoderOptions? FromJson(JsonTree tree) => NamedTypes<FeatureEncoderOptions>.Read(tree, (name, json) => name switch
    {
        "category" => new CategoryEncoderOptions { Dimension = json.WholeOrNull("dimension"), InitialDeviation = json.Double("initialDeviation") },
        "categories" => new CategoriesEncoderOptions { Dimension = json.WholeOrNull("dimension"), Pooling = json.Choice<BagPooling>("pooling"), InitialDeviation = json.Double("initialDeviation") },
        "one-hot" => new OneHotEncoderOptions(),
        "number" => new NumberEncoderOptions(),
        "time" => new TimeEncoderOptions { Dimension = json.Whole("dimension") },
        _ => null,
    });
}
