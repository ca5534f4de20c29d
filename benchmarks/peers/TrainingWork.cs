using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Peers;

/// <summary>The work: rows of seven categories in the sizes of MovieLens 100K, ratings that are sums of an effect of each and noise, the model, its start values, and our way of doing it.</summary>
internal sealed class TrainingWork : IDisposable
{
    private const int Seed = 42, Orders = 3;
    private static readonly (string Name, int Size)[] Categories = [("user", 943), ("item", 1682), ("age", 61), ("gender", 2), ("occupation", 21), ("genre", 19), ("year", 72)];

    private readonly int _rows;
    private readonly TrainingData _data;
    private readonly RatingPredictor _model;
    private readonly IReadOnlyList<NamedArray> _start;

    /// <param name="hiddenLayers">Widths of the network's hidden layers.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="dimension">The length of an embedding.</param>
    public TrainingWork(int[] hiddenLayers, int rows = 100_000, int dimension = 16)
    {
        _rows = rows;
        var options = new MlpRatingPredictorOptions
        {
            HiddenLayers = hiddenLayers,
            Encoders = Categories.ToDictionary(category => category.Name, _ => (FeatureEncoderOptions)new CategoryEncoderOptions { Dimension = dimension }),
        };
        var random = new Random(Seed);
        var features = Categories.Select((category, i) => i switch { 0 => Feature.User(category.Name), 1 => Feature.Item(category.Name), _ => Feature.Category(category.Name, FeatureRole.Context) });
        int[][] codes = [.. Categories.Select(category => Enumerable.Range(0, rows).Select(_ => random.Next(category.Size)).ToArray())];
        float[][] effects = [.. Categories.Select(category => Enumerable.Range(0, category.Size).Select(_ => (random.NextSingle() * 1.4f) - 0.7f).ToArray())];
        var columns = Categories.Select((category, i) => (Column)new CategoryColumn(codes[i], [.. Enumerable.Range(0, category.Size).Select(value => $"{value}")]));
        float Rating(int row) => Math.Clamp(MathF.Round(2 + (2 * random.NextSingle()) + codes.Zip(effects, (code, effect) => effect[code[row]]).Sum()), 1, 5);
        var label = new NumberColumn([.. Enumerable.Range(0, rows).Select(Rating)]);
        var all = new Dataset(new FeatureSchema(features.Append(Feature.Label("rating"))), columns.Append(label));
        var pipeline = new PreprocessingPipeline();
        foreach (var (name, _) in Categories) pipeline.Add(new CategoryVocabulary(name));
        var prepared = pipeline.FitTransform(new TrainingSet(all));
        _data = new TrainingData(prepared.Encoded, prepared.Pipeline.Inputs);
        _model = options.Create(new ModelInputs(prepared.Pipeline.Inputs, LabelStatistics.Of(prepared.Encoded)), Seed);
        _start = ModelWeights.Capture(_model);
    }

    /// <summary>Writes rows, start values and the orders of the rows in the first epochs, for the other side.</summary>
    public void Export(string folder)
    {
        var ids = _data.Inputs.Select(input => NamedArray.From<int>($"ids/{input.Name}", _data.Training.Column<IdColumn>(input.Name).Ids.ToArray()));
        var label = NamedArray.From<float>("label", _data.Training.Column<NumberColumn>("rating").Values.ToArray());
        var orders = Enumerable.Range(0, Orders).Select(epoch => NamedArray.From<int>($"order/{epoch}", Permutation.Of(_rows, StableHash.Combine(Seed, (ulong)epoch))));
        using (var file = File.Create(Path.Combine(folder, "rows.safetensors"))) SafeTensors.Write(file, [.. ids, label, .. orders]);
        using (var file = File.Create(Path.Combine(folder, "weights.safetensors"))) SafeTensors.Write(file, _start);
    }

    /// <summary>Trains from the start values on, through <see cref="Trainer"/> as a user would.</summary>
    /// <param name="batch">Rows a step.</param>
    /// <param name="epochs">At most three.</param>
    /// <param name="fused">Whether steps may pass autograd by.</param>
    /// <param name="lazy">Whether Adam moves only the rows of tables that a step meets.</param>
    public TrainingSpeed Train(int batch, int epochs, bool fused, bool lazy)
    {
        ModelWeights.Restore(_model, _start);
        var options = new TrainerOptions
        {
            BatchSize = batch,
            Epochs = epochs,
            Seed = Seed,
            Optimizer = new AdamOptions { LearningRate = 1e-3, Lazy = lazy },
            Fused = fused ? FusedTraining.Automatic : FusedTraining.Never,
        };
        var before = Environment.CpuUsage.TotalTime;
        var report = new Trainer(options).Train(_model, _data);
        if (report.Fused != fused) throw new InvalidOperationException("The training took the other way.");
        return new TrainingSpeed((double)_rows * epochs / (Environment.CpuUsage.TotalTime - before).TotalSeconds, report.History[^1].Loss);
    }

    /// <summary>Steps by autograd, and the gathering of their batches by itself.</summary>
    public GatheringWork Gathering(TrainerOptions options)
    {
        ModelWeights.Restore(_model, _start);
        var (task, source) = (new RowTask(_model, _data, options), new BatchSource(_data.Training, _data.Inputs));
        return new GatheringWork(task, options, step => source.Gather(task.RowsOf(step)));
    }

    public void Dispose() => _model.Dispose();
}
