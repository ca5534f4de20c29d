using DeepRec.Models;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>Training whose optimiser moves only the rows that a step meets, by either way.</summary>
public sealed class LazyTrainingTests
{
    private static readonly TrainerOptions Options = new() { Epochs = 3, BatchSize = 50, MaximumGradientNorm = 2, EmbeddingRegularization = 0.1, Optimizer = new AdamOptions { LearningRate = 0.005, Lazy = true } };

    public static TheoryData<string, OptimizerOptions> StructuresAndOptimizers
    {
        get
        {
            var all = new TheoryData<string, OptimizerOptions>();
            foreach (string name in new[] { "article", "recommended", "sums", "logistic" })
            {
                all.Add(name, Options.Optimizer);
                all.Add(name, new AdagradOptions { Lazy = true });
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndOptimizers))]
    public void BothWaysLearnTheSame(string structure, OptimizerOptions optimizer)
    {
        var model = FusedRows.Fused[structure];
        var rows = FusedRows.RowsFor(model);
        using RatingPredictor first = FusedRows.Create(model, rows), second = FusedRows.Create(model, rows), third = FusedRows.Create(model, rows);
        var options = Options with { Optimizer = optimizer };

        var (fused, general) = (Train(first, rows, options), Train(second, rows, options with { Fused = FusedTraining.Never }));

        Assert.Equal((true, false), (fused.Fused, general.Fused));
        Near.Equal(Losses(general), Losses(fused), 1e-4);
        if (optimizer is AdagradOptions) Near.Equal(Losses(Train(third, rows, options with { Optimizer = new AdagradOptions() })), Losses(fused), 1e-4);
    }

    [Theory]
    [InlineData(FusedTraining.Automatic)]
    [InlineData(FusedTraining.Never)]
    public void NoGradientOfAWholeTableComesToBe(FusedTraining way)
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(FusedRows.Fused["article"], rows);
        var options = Options with { BatchSize = 3, Fused = way };
        var task = new RowTask(model, new TrainingData(rows, FusedRows.Inputs), options);
        task.BeginEpoch(0);
        model.train();
        using var run = new TrainingRun(task, options, NullLogger.Instance);
        float[] before = Encoded.Get(model, "encoder.user.table.weight");

        run.Step(0, 0, 0.01);

        var met = rows.Column<IdColumn>("user").Select(task.RowsOf(0));
        float[] after = Encoded.Get(model, "encoder.user.table.weight");
        for (int i = 0; i < after.Length; i++) Assert.Equal(((IdColumn)met).Ids.Contains(i / 8), before[i] != after[i]);
        Assert.Null(model.named_parameters().Single(p => p.name == "encoder.user.table.weight").parameter.grad);
    }

    [Fact]
    public void ATableThatIsUsedAsAWholeTooHasTheSumOfBothGradients()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(2, 3, hasBias: false); // a table of three rows
        var table = (Parameter)module.weight!;
        using var parameters = new ParameterSet(module);
        using (var lookups = StepLookups.Begin())
        {
            using var ids = tensor(new long[] { 2, 0, 2 });
            (StepLookups.Look(table, ids).sum() + table.sum()).backward();
            parameters.FindGradients();
            parameters.Add(lookups.All);
        }

        Assert.Equal(Math.Sqrt(2 * ((2 * 2) + (1 * 1) + (3 * 3))), parameters.GradientNorm(), 1e-6); // each number of row 0 twice, of row 1 once, of row 2 three times
    }

    [Fact]
    public void WithoutALazyOptimiserLookupsAreOrdinary()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(2, 3, hasBias: false);
        using var ids = tensor(new long[] { 1 });

        StepLookups.Look((Parameter)module.weight!, ids).sum().backward();

        Assert.Equal([0, 0, 1, 1, 0, 0], TensorMemory.ToFloats(module.weight!.grad!));
    }

    private static TrainingReport Train(RatingPredictor model, Dataset rows, TrainerOptions options) =>
        new Trainer(options).Train(model, new TrainingData(rows, FusedRows.Inputs), cancellationToken: TestContext.Current.CancellationToken);

    private static double[] Losses(TrainingReport report) => [.. report.History.Select(e => e.Loss)];
}
