using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference, steps on texts and what reads them. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceText
{
    public static void TextHashExample()
    {
        Show(new TextHash("Text", buckets: 1000).Transform(Notes("Warm tone", "warm, WARM tone!", "never seen", "音质很好", null).Rows), "Text");
    }

    public static void TextVocabularyExample()
    {
        var fitted = new TextVocabulary("Text").Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm", null));

        Show(fitted.Transform(Notes("Warm tone", "so loud", "tone, tone!", null).Rows), "Text");
    }

    public static void FittedTextVocabularyExample()
    {
        var fitted = (FittedTextVocabulary)new TextVocabulary("Text").Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm", null));

        Console.WriteLine(string.Join(", ", fitted.Values.Select(token => FormattableString.Invariant($"{token} {fitted.Weights[fitted.Vocabulary.IdOf(token)]:F3}"))));
    }

    public static void TextTokensExample()
    {
        Console.WriteLine(string.Join(' ', new TextTokens().Of("Don't buy: TOO quiet 😀")));
        Console.WriteLine(string.Join(' ', new TextTokens().Of("这部手机很好 (Pro)")));
        Console.WriteLine(string.Join(' ', new TextTokens { LongestNGram = 3 }.Of("tone")));
    }

    public static void TextBagEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new TextVocabulary("Text") }.Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm")).Inputs.Single();
        using var encoder = new TextBagEncoderOptions { Dimension = 4 }.Create(input, seed: 42);

        Console.WriteLine($"{input.Size} ids, {input.Weights.Count} weights, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void TextCnnEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new TextVocabulary("Text") }.Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm")).Inputs.Single();
        using var encoder = new TextCnnEncoderOptions { TokenDimension = 4, Filters = 2, Dimension = 3 }.Create(input, seed: 42);

        Console.WriteLine($"D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void TextGruEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new TextVocabulary("Text") }.Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm")).Inputs.Single();
        using var encoder = new TextGruEncoderOptions { TokenDimension = 4, Hidden = 5, Dimension = 3 }.Create(input, seed: 42);

        Console.WriteLine($"D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void TextTransformerEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new TextVocabulary("Text") }.Fit(Notes("Warm tone", "Warm and loud", "Great tone, warm")).Inputs.Single();
        using var encoder = new TextTransformerEncoderOptions { TokenDimension = 4, Dimension = 3, MaximumLength = 10 }.Create(input, seed: 42);

        Console.WriteLine($"D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }
}
