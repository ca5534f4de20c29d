using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference/readers/word-vectors.md.</summary>
internal static class SnippetsReferenceWordVectors
{
    public static void WordVectorsExample()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "3 3\nwarm 1 2 3\ntone 4 5 6\nloud 7 8 9\n");
        try
        {
            var vectors = WordVectors.Load(path, onlyFor: ["warm", "tone", "harsh"]);
            var input = new PreprocessingPipeline { new TextVocabulary("Text") { Vectors = vectors } }.Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm")).Inputs.Single();
            using var encoder = new TextBagEncoderOptions { Dimension = vectors.Width, FreezeVectors = true }.Create(input, seed: 42);

            Console.WriteLine($"{vectors.Count} vectors of {vectors.Width} numbers, {encoder.parameters().Count(p => p.requires_grad)} tables to train");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
