namespace DeepRec;

/// <summary>What the manifest states of another part of the bundle.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
internal sealed record BundlePart(int Length, string Sha256)
{
    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    public static BundlePart? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        var part = new BundlePart(fields.Whole("length"), fields.Text("sha256"));
        return fields.AreWhole ? part : null;
    }
}
