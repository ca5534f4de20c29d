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
}
