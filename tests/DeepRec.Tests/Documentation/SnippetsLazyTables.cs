namespace DeepRec.Tests.Documentation;

/// <summary>The examples of lazy tables in docs/reference/optimizers-and-schedules.md, compiled.</summary>
internal static class SnippetsLazyTables
{
    public static TrainerOptions[] Lazy() =>
    [
        new TrainerOptions { Optimizer = new AdamOptions { LearningRate = 1e-3, Lazy = true } },
        new TrainerOptions { Optimizer = new AdagradOptions { LearningRate = 1e-2, Lazy = true } },
    ];
}
