using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>The names under which types of your own are saved in a bundle. Register once, at start, on the saving and on the loading side.</summary>
/// <remarks>Only registered types are ever created from a file. Safe from many threads.</remarks>
public static class BundleTypes
{
    /// <summary>Gives a type its name.</summary>
    /// <typeparam name="T">A <see cref="FittedStep"/> of your own: its public properties are its state.</typeparam>
    /// <param name="name">The name; once bundles hold it, keep it.</param>
    /// <exception cref="ArgumentException">The name stands for another type.</exception>
    public static void Register<T>(string name) where T : FittedStep => FittedSteps.Types.Register<T>(name);
}
