namespace DeepRec.OnnxServing;

/// <summary>A column as it leaves the pipeline.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">Id, IdBag, Number or Vector.</param>
/// <param name="Role">What it is about, by the names of DeepRec.</param>
/// <param name="Size">How many ids there are; or numbers a row.</param>
internal sealed record EncodedInput(string Name, string Kind, string Role, int Size)
{
    public bool IsNumbers => Kind is "Number" or "Vector";

    public bool IsOfUser => Role is "User" or "UserFeature";

    public bool IsOfItem => Role is "Item" or "ItemFeature";
}
