using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Peers;

/// <summary>The work: a recommender over seven categories in the sizes of MovieLens 100K and two numbers, MLP 64-32-1, trained for an epoch; and rows to score.</summary>
internal sealed class ScoringWork : IDisposable
{
    public const int Dimension = 16, Rows = 1024;

    private const int Users = 943, Items = 1682, Seed = 42;
    private static readonly (string Name, int Size, FeatureRole Role)[] Categories =
    [
        ("user", Users, FeatureRole.User), ("item", Items, FeatureRole.Item), ("age", 61, FeatureRole.UserFeature), ("gender", 2, FeatureRole.UserFeature),
        ("occupation", 21, FeatureRole.UserFeature), ("genre", 19, FeatureRole.ItemFeature), ("year", 72, FeatureRole.ItemFeature),
    ];

    private readonly Dataset _encoded;
    private readonly int[] _ids; // [rows, ids]
    private readonly long[] _places; // [rows, ids], of one table for all
    private readonly float[] _numbers; // [rows, numbers]

    public ScoringWork()
    {
        var raw = Raw();
        var options = new MlpRatingPredictorOptions
        {
            HiddenLayers = [64, 32],
            ClampToLabelRange = false, // the peer's model has no such step
            Encoders = Categories.ToDictionary(category => category.Name, _ => (FeatureEncoderOptions)new CategoryEncoderOptions { Dimension = Dimension, InitialDeviation = 0.1 }),
        };
        Recommender = DeepRec.Recommender.Train<string, string>(new TrainingSet(raw), RecommenderOptions.Article with { Model = options, Trainer = new TrainerOptions { Epochs = 1, BatchSize = 256, Seed = Seed } });
        var inputs = Recommender.Pipeline.Inputs;
        FeatureInput[] ids = [.. inputs.Where(input => input.Kind == FeatureInputKind.Id)], numbers = [.. inputs.Where(input => input.Kind == FeatureInputKind.Number)];
        (IdWidth, NumberWidth) = (ids.Length, numbers.Sum(input => input.Size));
        Tables = [.. ids.Select(input => $"encoder.{input.Name}.table.weight")];
        Requests = [.. Enumerable.Range(0, Rows).Select(row => (raw["user"].TextAt(row)!, raw["item"].TextAt(row)!))];
        _encoded = Recommender.Pipeline.Transform(raw.Select([.. Enumerable.Range(0, Rows)]));
        (_ids, _places, _numbers) = (new int[Rows * IdWidth], new long[Rows * IdWidth], new float[Rows * NumberWidth]);
        for (int row = 0; row < Rows; row++)
        {
            long offset = 0;
            for (int i = 0; i < IdWidth; i++)
            {
                _ids[(row * IdWidth) + i] = _encoded.Column<IdColumn>(ids[i].Name).Ids[row];
                _places[(row * IdWidth) + i] = offset + _ids[(row * IdWidth) + i];
                offset += ids[i].Size;
            }

            for (int i = 0; i < NumberWidth; i++) _numbers[(row * NumberWidth) + i] = _encoded.Column<NumberColumn>(numbers[i].Name).Values[row];
        }

        Source = new BatchSource(_encoded, inputs);
    }

    public Recommender<string, string> Recommender { get; }

    public RatingPredictor Model => Recommender.Model;

    public int IdWidth { get; }

    public int NumberWidth { get; }

    /// <summary>The names of the tables, in the order of the ids.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>Users and items of the rows.</summary>
    public IReadOnlyList<(string User, string Item)> Requests { get; }

    /// <summary>The rows for the module.</summary>
    public BatchSource Source { get; }

    public ReadOnlySpan<int> Ids(int row) => _ids.AsSpan(row * IdWidth, IdWidth);

    /// <summary>The ids as rows of one table that holds all.</summary>
    public ReadOnlySpan<long> Places(int row) => _places.AsSpan(row * IdWidth, IdWidth);

    public ReadOnlySpan<float> Numbers(int row) => _numbers.AsSpan(row * NumberWidth, NumberWidth);

    public void Dispose() => Recommender.Dispose();

    /// <summary>The rows to learn from. Every user and item occurs, and has its features in every row.</summary>
    public static Dataset Raw()
    {
        const int Count = 20_000;
        var random = new Random(Seed);
        int[] users = [.. Enumerable.Range(0, Count).Select(row => row < Users ? row : random.Next(Users))], items = [.. Enumerable.Range(0, Count).Select(row => row < Items ? row : random.Next(Items))];
        var columns = new List<Column>();
        foreach (var (_, size, role) in Categories)
        {
            int[] of = [.. Enumerable.Range(0, Items).Select(i => role is FeatureRole.User or FeatureRole.Item ? i : random.Next(size))];
            columns.Add(new CategoryColumn(Array.ConvertAll(role is FeatureRole.User or FeatureRole.UserFeature ? users : items, entity => of[entity]), [.. Enumerable.Range(0, size).Select(value => $"{value}")]));
        }

        float[] activity = [.. Enumerable.Range(0, Users).Select(_ => random.NextSingle())], length = [.. Enumerable.Range(0, Items).Select(_ => random.NextSingle())];
        columns.Add(new NumberColumn(Array.ConvertAll(users, user => activity[user])));
        columns.Add(new NumberColumn(Array.ConvertAll(items, item => length[item])));
        columns.Add(new NumberColumn([.. Enumerable.Range(0, Count).Select(_ => (float)random.Next(1, 6))]));
        var features = Categories.Select(category => category.Role switch
        {
            FeatureRole.User => Feature.User(category.Name),
            FeatureRole.Item => Feature.Item(category.Name),
            var role => Feature.Category(category.Name, role),
        });
        return new Dataset(new FeatureSchema([.. features, Feature.Number("activity", FeatureRole.UserFeature), Feature.Number("length", FeatureRole.ItemFeature), Feature.Label("rating")]), columns);
    }
}
