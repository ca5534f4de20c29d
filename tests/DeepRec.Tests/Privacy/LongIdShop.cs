namespace DeepRec.Tests.Privacy;

/// <summary>A small shop whose users have ids so long that no bytes hold one by chance, and a recommender trained on it.</summary>
public sealed class LongIdShop : IDisposable
{
    public LongIdShop()
    {
        using var shop = new SmallShop();
        Train = new TrainingSet(new Pseudonyms([.. Enumerable.Range(0, 32).Select(i => (byte)i)]).Replace(shop.Train.Rows, "UserId"));
        Recommender = SmallShop.TrainOn<string, string>(Train, SmallShop.Quick);
    }

    public TrainingSet Train { get; }

    public Recommender<string, string> Recommender { get; }

    /// <summary>Who rated something.</summary>
    public IReadOnlyList<string> Users => [.. Enumerable.Range(0, Train.Count).Select(row => Train.Rows["UserId"].TextAt(row)!).Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => Recommender.Dispose();
}
