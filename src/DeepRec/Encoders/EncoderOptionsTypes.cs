namespace DeepRec.Encoders;

/// <summary>The names that encoder settings have in a bundle. A name, once released, stays.</summary>
internal static class EncoderOptionsTypes
{
    public static NamedTypes<FeatureEncoderOptions> Types { get; } = new NamedTypes<FeatureEncoderOptions>("encoder", "RegisterEncoder")
        .Register("category", json => new CategoryEncoderOptions { Dimension = json.WholeOrNull("dimension"), InitialDeviation = json.Double("initialDeviation") })
        .Register("categories", json => new CategoriesEncoderOptions { Dimension = json.WholeOrNull("dimension"), Pooling = json.Choice<BagPooling>("pooling"), InitialDeviation = json.Double("initialDeviation") })
        .Register("one-hot", _ => new OneHotEncoderOptions())
        .Register("number", _ => new NumberEncoderOptions())
        .Register<TimeEncoderOptions>("time")
        .Register<TextBagEncoderOptions>("text-bag")
        .Register<TextCnnEncoderOptions>("text-cnn")
        .Register<TextGruEncoderOptions>("text-gru")
        .Register<TextTransformerEncoderOptions>("text-transformer")
        .Register<VectorEncoderOptions>("vector")
        .Register<GridCnnEncoderOptions>("grid-cnn");
}
