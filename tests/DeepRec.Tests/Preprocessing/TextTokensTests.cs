using System.Text;
using CsCheck;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public sealed class TextTokensTests
{
    private static readonly TextTokens Default = new();

    [Theory]
    [InlineData("Great strings, GREAT price!", "great strings great price")]
    [InlineData("It's the '59 re-issue: don’t wait", "it's the 59 re issue don't wait")]
    [InlineData("Ｆｕｌｌ　width ﬁne ①", "full width fine 1")]
    [InlineData("Größe é e\u0301", "größe é é")]
    [InlineData("звук 2 раза лучше", "звук 2 раза лучше")]
    [InlineData("소리가 좋아요", "소리가 좋아요")]
    [InlineData("صوت جيد", "صوت جيد")]
    [InlineData("हिन्दी में", "हिन्दी में")]
    [InlineData("love it 😀👍🏽!!", "love it 😀 👍")]
    [InlineData(" \t\n", "")]
    [InlineData("...!?", "")]
    [InlineData(null, "")]
    public void WordsAreLettersAndDigits(string? text, string tokens) => Assert.Equal(tokens, string.Join(' ', Default.Of(text)));

    [Theory]
    [InlineData("音质很好", "音 音质 质 质很 很 很好 好")]
    [InlineData("iPhone15手机", "iphone15 手 手机 机")]
    [InlineData("とても良い", "と とて て ても も も良 良 良い い")]
    [InlineData("ดีมาก", "ดี ดีม ม มา า าก ก")]
    [InlineData("𠮷野家", "𠮷 𠮷野 野 野家 家")]
    public void ScriptsWithoutBlanksGivePiecesOfCharacters(string text, string tokens) => Assert.Equal(tokens, string.Join(' ', Default.Of(text)));

    [Fact]
    public void AWordsPiecesFollowIt() =>
        Assert.Equal("tone #<to #<ton #ton #tone #one #one> #ne> a #<a>", string.Join(' ', new TextTokens { LongestNGram = 4 }.Of("tone a")));

    [Fact]
    public void PiecesAloneAreTokensToo() => Assert.Equal("#<ab #ab> 好", string.Join(' ', new TextTokens { Words = false, LongestNGram = 3 }.Of("ab 好")));

    [Fact]
    public void ACharacterIsOneWithItsMarksAndItsOtherHalf() =>
        Assert.Equal(["#<𝔄", "#𝔄x\u0323\u0330", "#x\u0323\u0330>"], new TextTokens { Words = false, ShortestNGram = 2, LongestNGram = 2 }.Of("𝔄x\u0323\u0330").Select(t => t.Replace("a", "𝔄", StringComparison.Ordinal)));

    [Fact]
    public void TheFirstTokensAreKept() => Assert.Equal(["a", "b", "c"], new TextTokens { MaximumLength = 3 }.Of("a b c d"));

    [Fact]
    public void SettingsThatMakeNoTokensAreRefused() => Assert.Contains("LongestNGram", Assert.Throws<ArgumentException>(() => new TextTokens { Words = false }.Of("a")).Message, StringComparison.Ordinal);

    [Fact]
    public void AnyTextHasTokensOfWholeCharacters() => Gen.Select(Gen.String, Gen.Bool, Gen.Int[0, 4], Gen.Int[1, 3], Gen.Int[1, 40]).Sample((text, words, longest, unspaced, most) =>
    {
        var settings = new TextTokens { Words = words || longest == 0, ShortestNGram = 1, LongestNGram = longest, UnspacedNGram = unspaced, MaximumLength = most };

        var tokens = settings.Of(text);

        Assert.InRange(tokens.Count, 0, Math.Min(most, (int)settings.Most(text.Length)));
        Assert.All(tokens, token => Assert.NotEmpty(token));
        Assert.All(tokens, token => Assert.DoesNotContain(Rune.ReplacementChar, token.EnumerateRunes()));
        Assert.Equal(tokens, settings.Of(text));
        Assert.Equal(tokens.Take(most - 1), (settings with { MaximumLength = Math.Max(1, most - 1) }).Of(text).Take(most - 1));
    });
}
