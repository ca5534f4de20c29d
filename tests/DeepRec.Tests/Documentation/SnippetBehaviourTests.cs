namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class SnippetBehaviourTests
{
    [Fact]
    public void TheGuideLearnsFromWhatWasDone()
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var random = new SeededRandom(3);
        var acts = Dataset.From(Enumerable.Range(0, 300).Select(_ => new SnippetsGuideBehaviour.Act($"u{random.NextInt(9)}", $"i{random.NextInt(12)}", start.AddMinutes(random.NextInt(9000)), random.NextInt(3) == 0 ? "buy" : "click", random.NextInt(60))));
        RankingReport? report = null;

        string[] lines = CapturedConsole.Of(() => report = SnippetsGuideBehaviour.Run(acts, start.AddDays(9))).TrimEnd().Split(Environment.NewLine);

        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("i", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("i7 ", StringComparison.Ordinal)); // bought a moment ago
        Assert.Equal(9, report!.Users);
    }
}
