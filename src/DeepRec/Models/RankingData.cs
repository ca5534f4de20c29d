namespace DeepRec.Models;

/// <summary>What a ranking model learns from.</summary>
/// <param name="Inputs">The columns and the catalogue.</param>
/// <param name="Interactions">Who met which item, in time order.</param>
/// <param name="Requests">The encoded columns of user and context, one row for each row of the data: those of interaction k stand in row <c>Interactions.Rows[k]</c>.</param>
internal sealed record RankingData(RankingInputs Inputs, Interactions Interactions, Dataset Requests)
{
    /// <summary>How much each row of the data counts in a loss, 0 or more; empty: all count alike.</summary>
    /// <value>Default: empty.</value>
    public float[] Weights { get; init; } = [];

    /// <summary>The same for each interaction, their mean over those to be foreseen 1. Shape [interactions], or empty.</summary>
    /// <exception cref="ArgumentException">None that is to be foreseen counts.</exception>
    public float[] InteractionWeights()
    {
        if (Weights.Length == 0) return [];
        var weights = new float[Interactions.Count];
        for (int k = 0; k < weights.Length; k++) if (Interactions.IsTarget(k)) weights[k] = Weights[Interactions.Rows[k]];
        return RowWeights.Scaled(weights, Interactions.CountTargets(0, weights.Length));
    }

    /// <summary>The vocabulary's id of each interaction's item. Shape [interactions]; empty where the item's id is no input.</summary>
    public int[] ItemIds()
    {
        if (Inputs.ItemId is null) return [];
        var ids = Inputs.Catalogue.Column<IdColumn>(Inputs.ItemId.Name);
        return Array.ConvertAll(Interactions.Items, item => ids.Ids[item]);
    }
}
