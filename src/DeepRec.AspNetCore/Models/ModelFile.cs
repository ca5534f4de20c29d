using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>A model that follows a bundle file: a new bundle is loaded, which checks it, asked once, and only then put in the place of the old one.</summary>
/// <param name="name">The model's name.</param>
/// <param name="options">The file.</param>
/// <param name="load">Makes the model of a path.</param>
/// <param name="attempt">Asks it for something.</param>
/// <param name="metrics">Where reloads are counted.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class ModelFile<TModel>(
    string name, ModelFileOptions options, Func<string, TModel> load, Action<TModel> attempt, DeepRecMetrics metrics, TimeProvider time, ILogger logger) : IModelFile, IDisposable
    where TModel : class, IDisposable
{
    private readonly Lock _loading = new();
    private ModelGeneration<TModel>? _current;
    private (long Length, DateTime Written) _seen;
    private string? _refused;

    public string Name => name;

    /// <summary>The file.</summary>
    public string Path => options.Path;

    public ModelVersion? Version => Volatile.Read(ref _current)?.Version;

    public string? Failure { get; private set => Volatile.Write(ref field, value); }

    public TimeSpan PollInterval => options.PollInterval;

    /// <summary>Asks the model that is served now. It stays alive until the answer is there, whatever is loaded meanwhile.</summary>
    /// <exception cref="ModelUnavailableException">None is served.</exception>
    public TAnswer Use<TAnswer>(Func<TModel, ModelVersion, TAnswer> ask)
    {
        while (Volatile.Read(ref _current) is { } generation)
        {
            if (!generation.TryEnter()) continue; // retired just now: there is another one
            try
            {
                return ask(generation.Model, generation.Version);
            }
            finally
            {
                generation.Leave();
            }
        }

        throw ModelUnavailableException.Of(name);
    }

    public void Load()
    {
        lock (_loading)
        {
            if (_current is not null || IsAwaited()) return;
            var stamp = Stamp();
            Serve(Sha256());
            _seen = stamp;
        }
    }

    public void Check()
    {
        lock (_loading)
        {
            if (IsAwaited()) return;
            string? hash = null;
            (long, DateTime) stamp = default;
            try
            {
                stamp = Stamp();
                if (stamp == _seen) return;
                hash = Sha256();
                if (hash == Version?.Sha256) Failure = _refused = null;
                else if (hash != _refused) Serve(hash);
                _seen = stamp;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                bool isUnread = hash is null || e is UnauthorizedAccessException || (e is IOException and not InvalidBundleException); // read again the next time
                if (isUnread && Failure is not null) return; // said so already
                Failure = e.Message;
                if (!isUnread) (_refused, _seen) = (hash, stamp); // not that of a file that has come meanwhile
                metrics.Reloaded(name, succeeded: false);
                Log.ReloadFailed(logger, name, options.Path, e);
            }
        }
    }

    /// <summary>Loads what lies elsewhere, which checks it.</summary>
    /// <exception cref="InvalidBundleException">It is no bundle of this model's types, or damaged.</exception>
    public void Require(string path) => load(path).Dispose();

    public void Try() => Use((model, _) =>
    {
        attempt(model);
        return true;
    });

    public void Dispose()
    {
        lock (_loading) Interlocked.Exchange(ref _current, null)?.Leave();
    }

    private void Serve(string hash)
    {
        var model = load(options.Path);
        try
        {
            attempt(model);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        var version = new ModelVersion(name, hash, time.GetUtcNow());
        var old = Interlocked.Exchange(ref _current, new ModelGeneration<TModel>(model, version));
        Failure = _refused = null;
        old?.Leave();
        metrics.Reloaded(name, succeeded: true);
        Log.Serving(logger, name, version.Sha256, options.Path);
    }

    // Not there yet, and need not be.
    private bool IsAwaited() => !options.IsRequired && _current is null && !File.Exists(options.Path);

    private (long, DateTime) Stamp()
    {
        var file = new FileInfo(options.Path);
        return (file.Length, file.LastWriteTimeUtc);
    }

    private string Sha256()
    {
        using var file = File.OpenRead(options.Path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
