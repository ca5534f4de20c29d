using DeepRec.OnnxServing;

namespace DeepRec;

/// <summary>Loads recommenders that were exported as ONNX files.</summary>
public static class OnnxRecommender
{
    /// <summary>Loads what <c>ExportOnnx</c> of the package DeepRec.Onnx wrote.</summary>
    /// <typeparam name="TUser">The type of user ids, as in training.</typeparam>
    /// <typeparam name="TItem">The type of item ids, as in training.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How ONNX Runtime is run; default: one thread a request.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of a newer format, of other id types, or no recommender.</exception>
    public static OnnxRecommender<TUser, TItem> Load<TUser, TItem>(string path, OnnxRecommenderOptions? options = null)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = ModelFile.Open(path, (options ?? new OnnxRecommenderOptions()).Threads);
        if (file.UserType == NameOf(typeof(TUser)) && file.ItemType == NameOf(typeof(TItem))) return new OnnxRecommender<TUser, TItem>(file);
        file.Dispose();
        throw new InvalidDataException($"'{path}' was exported for users of type {file.UserType} and items of type {file.ItemType}. Load it with OnnxRecommender.Load<{file.UserType}, {file.ItemType}>.");
    }

    private static string NameOf(Type type) => type.FullName ?? type.Name;
}
