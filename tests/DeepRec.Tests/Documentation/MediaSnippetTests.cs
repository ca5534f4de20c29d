using DeepRec.Tests.Media;
using SkiaSharp;

namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class MediaSnippetTests : IDisposable
{
    private readonly SnippetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheGuideReadsFilesTrainsAndScoresAFilmNeverSeen()
    {
        Directory.CreateDirectory("posters");
        Directory.CreateDirectory("trailers");
        foreach (string name in new[] { "a", "b", "new" }) File.WriteAllBytes($"posters/{name}.png", MediaFolder.Picture(8, 8, (_, _) => SKColors.Teal));
        File.WriteAllBytes("trailers/a.wav", MediaFolder.Sound(MediaFolder.Tone(440, 0.5, 8_000), 8_000));
        SnippetsGuideMedia.Film[] films = [new("a", "a.png", "a.wav", [1, 0]), new("b", "b.png", null, [0, 1]), new("c", "absent.png", null, null)];
        int[] codes = [.. Enumerable.Range(0, 30).Select(i => i % 3)];
        var ratings = new Dataset(
            new FeatureSchema([Feature.User("User"), Feature.Item("Film"), Feature.Label("Rating")]),
            [new CategoryColumn([.. Enumerable.Range(0, 30).Select(i => i % 5)], ["1", "2", "3", "7", "9"]), new CategoryColumn(codes, ["a", "b", "c"]), new NumberColumn([.. codes.Select(code => 1f + code)])]);

        var rows = ratings;
        string printed = CapturedConsole.Of(() => rows = SnippetsGuideMedia.Read(films, ratings));
        var (pictures, sounds) = (new ThumbnailReader { Root = "posters" }, new SpectrogramReader { Root = "trailers", Seconds = 5 });
        using var recommender = SnippetsGuideMedia.Train(rows, pictures, sounds, new TrainerOptions { Epochs = 1, BatchSize = 8 });

        Assert.Equal("2 files read, 1 without a vector:\n'absent.png': There is no such file.", printed.ReplaceLineEndings("\n").TrimEnd());
        Assert.InRange(SnippetsGuideMedia.PredictUnseen(recommender, pictures, sounds), 1, 3);
    }
}
