namespace DeepRec.Tests.Evaluation;

/// <summary>
/// A market of two providers of equal number and merit, of whose items those of the second were shown, and so met, only a third as often in the training. What users want
/// in validation and test is even.
/// </summary>
internal sealed class PlantedExposureGap
{
    public const int Users = 600, Items = 120, Tastes = 4;
    private const double Shown = 1 / 3.0;

    public PlantedExposureGap(int seed = 1)
    {
        var random = new SeededRandom((ulong)seed);
        List<Sale> train = [], validation = [], test = [];
        for (int user = 0; user < Users; user++)
        {
            for (int draw = 0; draw < 40; draw++)
            {
                // Nine of ten wishes are of the user's own taste.
                int taste = random.NextDouble() < 0.9 ? user % Tastes : random.NextInt(Tastes), item = (random.NextInt(Items / Tastes) * Tastes) + taste;
                string provider = item / Tastes % 2 == 0 ? "large" : "small";
                var sale = new Sale($"u{user}", $"i{item}", provider);
                if (draw < 24)
                {
                    if (provider == "large" || random.NextDouble() < Shown) train.Add(sale);
                }
                else if (draw < 32) validation.Add(sale);
                else test.Add(sale);
            }
        }

        (Train, Validation, Test) = (new TrainingSet(Dataset.From(train)), Dataset.From(validation), Dataset.From(test));
    }

    public TrainingSet Train { get; }

    public Dataset Validation { get; }

    public Dataset Test { get; }

    internal sealed record Sale([User] string User, [Item] string Item, [Categorical(About = FeatureRole.ItemFeature)] string Provider);
}
