using DeepRec.Encoders;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference: encoders of vectors, readers of files. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceMedia
{
    public static void VectorEncoderOptionsExample()
    {
        var rows = new Dataset(new FeatureSchema([Feature.Vector("Meaning", width: 3)]), [new VectorColumn([0, -1, 0], [1, 0, 2], width: 3)]);
        var input = new PreprocessingPipeline().Fit(new TrainingSet(rows)).Inputs.Single();
        using var encoder = new VectorEncoderOptions { Dimension = 2 }.Create(input, seed: 42);

        Console.WriteLine($"{input.Kind} of {input.Size} numbers, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void GridCnnEncoderOptionsExample()
    {
        var input = new FeatureInput("Poster", FeatureInputKind.Vector, FeatureRole.ItemFeature, Size: 3 * 32 * 32, Fallback: []);
        using var encoder = new GridCnnEncoderOptions(channels: 3, height: 32, width: 32).Create(input, seed: 42);

        Console.WriteLine($"D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void ThumbnailReaderExample()
    {
        var reader = new ThumbnailReader { Root = "posters", Width = 16, Height = 16 };
        var encoder = reader.CreateEncoder() with { Dimension = 8 };

        Console.WriteLine($"{reader.VectorWidth} numbers: {encoder.Channels} × {encoder.Height} × {encoder.Width}");
    }

    public static void SpectrogramReaderExample()
    {
        var reader = new SpectrogramReader { Root = "trailers", Bands = 20, Frames = 32, Seconds = 5 };
        var encoder = reader.CreateEncoder() with { Dimension = 8 };

        Console.WriteLine($"{reader.VectorWidth} numbers: {encoder.Channels} × {encoder.Height} × {encoder.Width}, {encoder.Pooling}");
    }
}
