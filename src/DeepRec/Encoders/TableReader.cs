namespace DeepRec.Encoders;

/// <summary>The sum of the vectors of a row's ids, times a share.</summary>
internal abstract class TableReader(TableRows table) : RowReader
{
    /// <summary>The vectors. [V, D]</summary>
    public TableRows Table => table;

    public override int Width => table.Width;

    /// <summary>What the sum of some ids is divided by.</summary>
    public abstract float Divisor(int ids);
}
