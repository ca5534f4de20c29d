namespace DeepRec.Models;

/// <summary>What a ranking model learns from.</summary>
/// <param name="Inputs">The columns and the catalogue.</param>
/// <param name="Interactions">Who met which item, in time order.</param>
/// <param name="Requests">The encoded columns of user and context, one row for each row of the data: those of interaction k stand in row <c>Interactions.Rows[k]</c>.</param>
internal sealed record RankingData(RankingInputs Inputs, Interactions Interactions, Dataset Requests)
{
    /// <summary>The vocabulary's id of each interaction's item. Shape [interactions]; empty where the item's id is no input.</summary>
    public int[] ItemIds()
    {
        if (Inputs.ItemId is null) return [];
        var ids = Inputs.Catalogue.Column<IdColumn>(Inputs.ItemId.Name);
        return Array.ConvertAll(Interactions.Items, item => ids.Ids[item]);
    }
}
