namespace DeepRec.AspNetCore;

/// <summary>A loaded model with its readers counted: it is disposed of when it was retired and the last reader has left.</summary>
/// <param name="model">The model; owned.</param>
/// <param name="version">Which one it is.</param>
internal sealed class ModelGeneration<TModel>(TModel model, ModelVersion version) where TModel : class, IDisposable
{
    private int _holders = 1; // the slot that it stands in

    public TModel Model => model;

    public ModelVersion Version => version;

    /// <summary>Enters as a reader; <see langword="false"/> where the model is gone. A reader calls <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        for (int holders = Volatile.Read(ref _holders); holders > 0;)
        {
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders) return true;
            holders = seen;
        }

        return false;
    }

    /// <summary>Leaves as a reader, or as the slot that it stood in.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _holders) == 0) model.Dispose();
    }
}
