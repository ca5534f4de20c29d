namespace DeepRec;

/// <summary>Which items a step's rows are compared with. B rows, M items whose vectors are needed, of which the last N are shared by all rows.</summary>
/// <param name="Items">Whose vectors are needed, [M].</param>
/// <param name="Start">M − N.</param>
/// <param name="Targets">The item of each row, [B].</param>
/// <param name="Places">Where a row's own item stands among the M, [B].</param>
/// <param name="TargetCorrections">c₊, [B]; empty for zeros.</param>
/// <param name="Corrections">c, [N]; empty for zeros.</param>
/// <param name="Smoothing">ε.</param>
internal sealed record SoftmaxTask(int[] Items, int Start, int[] Targets, int[] Places, float[] TargetCorrections, float[] Corrections, double Smoothing = 0)
{
    /// <summary>w, [B]; empty for ones. Not together with ε.</summary>
    public float[] Weights { get; init; } = [];

    /// <summary>The shared items, [N].</summary>
    public ReadOnlyMemory<int> Shared => Items.AsMemory(Start);
}
