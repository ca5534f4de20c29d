namespace DeepRec.AspNetCore;

/// <summary>A served model of any kind, as its learner sees it.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
internal interface IOnlineTrial<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
{
    string Name { get; }

    /// <summary>The file that is served.</summary>
    string Path { get; }

    /// <summary>What is served; <see langword="null"/>: nothing.</summary>
    ModelVersion? Version { get; }

    /// <inheritdoc cref="ILearningKind{TUser, TItem, TModel}.Metric"/>
    string Metric { get; }

    /// <inheritdoc cref="ILearningKind{TUser, TItem, TModel}.PassesOverKnownRows"/>
    bool PassesOverKnownRows { get; }

    /// <summary>Serves what another process has put in the place of the file.</summary>
    void Check();

    /// <summary>Loads a file, which checks it.</summary>
    /// <exception cref="InvalidBundleException">It is no bundle of this model's types, or damaged.</exception>
    void Require(string path);

    /// <summary>Makes a candidate, measures it against what is served, and publishes it if it is not worse.</summary>
    /// <param name="events">What the served model has not learned from; two or more.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="publish">Given what was served, and what saves the new bundle under a path; <see langword="null"/> where another has been served since.</param>
    /// <param name="cancellationToken">Ends the training; nothing is published then.</param>
    /// <returns><see langword="null"/> where nothing was published as another has been served since.</returns>
    OnlineUpdate? Learn(IReadOnlyList<LoggedEvent<TUser, TItem>> events, OnlineLearningOptions options, Func<ModelVersion, Action<string>, BundleVersion?> publish, CancellationToken cancellationToken);
}
