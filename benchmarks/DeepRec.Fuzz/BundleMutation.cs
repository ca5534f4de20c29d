using System.Text;

namespace DeepRec.Fuzz;

/// <summary>One damaged or forged bundle: the levels of what an attacker may change.</summary>
internal static class BundleMutation
{
    private const string Pipeline = "pipeline.json";

    /// <summary>The bytes of a bundle that is not what it was, and which level was changed.</summary>
    public static (byte[] Archive, string Level) Apply(ref SeededRandom random, BundleContent sound, byte[] soundArchive)
    {
        int level = random.NextInt(20);
        if (level < 2) return (Mutation.Bytes(ref random, soundArchive), "bytes of the file");
        if (level < 4) return (ZipMutation.Structure(ref random, soundArchive), "structure of the archive");
        var content = sound.Copy();
        if (level == 4)
        {
            // Hashes and lengths stay: they notice it.
            string name = PartOf(ref random, content);
            content.Parts[name] = Mutation.Bytes(ref random, content.Parts[name]);
            return (content.ToArchive(), "a part, old hash");
        }

        string what = level switch
        {
            < 8 => "manifest, hashes fit",
            < 12 => ChangePipeline(ref random, content),
            < 14 => ChangeTensors(ref random, content, TensorMutation.Header, "tensors' header, hashes fit"),
            < 18 => ChangeTensors(ref random, content, TensorMutation.Arrays, "tensors' values, hashes fit"),
            18 => ChangeParts(ref random, content),
            _ => ChangeSeveral(ref random, content),
        };
        content.State();
        if (level < 8 || (level == 19 && random.NextInt(2) == 0)) content.Manifest = JsonMutation.Text(ref random, content.Manifest);
        return (content.ToArchive(), what);
    }

    private delegate byte[] PartChange(ref SeededRandom random, byte[] part);

    private static string PartOf(ref SeededRandom random, BundleContent content) => Mutation.Pick(ref random, [.. content.Parts.Keys.Order(StringComparer.Ordinal)]);

    private static string ChangePipeline(ref SeededRandom random, BundleContent content)
    {
        content.Parts[Pipeline] = Encoding.UTF8.GetBytes(JsonMutation.Text(ref random, Encoding.UTF8.GetString(content.Parts[Pipeline])));
        return "pipeline, hashes fit";
    }

    private static string ChangeTensors(ref SeededRandom random, BundleContent content, PartChange change, string what)
    {
        string name = Mutation.Pick(ref random, [.. content.Parts.Keys.Where(n => n != Pipeline).Order(StringComparer.Ordinal)]);
        content.Parts[name] = change(ref random, content.Parts[name]);
        return what;
    }

    private static string ChangeParts(ref SeededRandom random, BundleContent content)
    {
        string name = PartOf(ref random, content), other = PartOf(ref random, content);
        switch (random.NextInt(5))
        {
            case 0: content.Parts.Remove(name); break;
            case 1: content.Parts[name] = content.Parts[other]; break;
            case 2: content.Parts[name] = []; break;
            case 3: content.Parts[Mutation.Pick(ref random, ["../../evil", "/evil", "C:\\evil", "x/../pipeline.json", "PIPELINE.JSON", "manifest.json"])] = content.Parts[name]; break;
            default: content.Parts[name] = Mutation.Bytes(ref random, content.Parts[name]); break;
        }

        return "parts, hashes fit";
    }

    private static string ChangeSeveral(ref SeededRandom random, BundleContent content)
    {
        ChangePipeline(ref random, content);
        ChangeTensors(ref random, content, TensorMutation.Arrays, "");
        ChangeTensors(ref random, content, TensorMutation.Arrays, "");
        return "several, hashes fit";
    }
}
