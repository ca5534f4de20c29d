using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>The names under which types of your own are saved in a bundle. Register once, at start, on the saving and on the loading side.</summary>
/// <remarks>Only registered types are ever created from a file. Safe from many threads.</remarks>
public static class BundleTypes
{
    /// <summary>Gives a fitted step of your own its name; its public properties are its state.</summary>
    /// <param name="name">The name; once bundles hold it, keep it.</param>
    /// <exception cref="ArgumentException">The name stands for another type.</exception>
    public static void RegisterStep<T>(string name) where T : FittedStep => FittedSteps.Types.Register<T>(name);

    /// <summary>Gives the settings of an encoder of your own their name.</summary>
    /// <inheritdoc cref="RegisterStep{T}(string)"/>
    public static void RegisterEncoder<T>(string name) where T : FeatureEncoderOptions => EncoderOptionsTypes.Types.Register<T>(name);

    /// <summary>Gives the settings of a model of your own their name.</summary>
    /// <inheritdoc cref="RegisterStep{T}(string)"/>
    public static void RegisterModel<T>(string name) where T : RatingPredictorOptions => RatingPredictorOptionsTypes.Types.Register<T>(name);

    /// <summary>Gives the settings of a ranker of your own their name.</summary>
    /// <inheritdoc cref="RegisterStep{T}(string)"/>
    public static void RegisterRanker<T>(string name) where T : ItemRankerOptions => RankingModelOptionsTypes.Types.Register<T>(name);
}
