namespace DeepRec.AspNetCore;

/// <summary>What the watcher and the health check know of a model.</summary>
internal interface IModelFile
{
    string Name { get; }

    /// <summary>What is served; <see langword="null"/>: nothing yet.</summary>
    ModelVersion? Version { get; }

    /// <summary>Why what lies in the file is not served; <see langword="null"/>: it is.</summary>
    string? Failure { get; }

    TimeSpan PollInterval { get; }

    /// <summary>Loads the bundle for the first time.</summary>
    /// <exception cref="InvalidBundleException">The file is no bundle of this model's types, or damaged.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    void Load();

    /// <summary>Loads the bundle anew where the file has changed. A bundle that does not load leaves the old one serving.</summary>
    void Check();

    /// <summary>Asks the model for something that every model can answer.</summary>
    void Try();
}
