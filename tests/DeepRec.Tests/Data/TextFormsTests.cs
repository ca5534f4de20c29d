using CsCheck;

namespace DeepRec.Tests.Data;

public class TextFormsTests
{
    // Blanks, invisible characters, accents by themselves, halves of pairs, letters with several forms or that change with their case.
    private static readonly Gen<string> Awkward = Gen.Char["aEiſßİıŉǅΣςﬁＡ１Å\u00A0\u3000\u00A8\u0301\u0323\u0345\u200B\u200D\u202E\uFEFF\u00AD \tÃ©â€\uD83D\uDE00\u1100\u1161"].Array[0, 8].Select(letters => new string(letters));

    [Theory]
    [InlineData("lamp", "lamp")]
    [InlineData("  lamp\u00A0 \tblue ", "lamp blue")]
    [InlineData("la\u200Bmp\uFEFF", "lamp")]
    [InlineData("ＬＡＭＰ１", "LAMP1")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("Cafe\u200B\u0301", "Café")]
    [InlineData("\u200B \n", "")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    public void SpellingsOfOneValueAreOneText(string text, string expected) => Assert.Equal(expected, TextForms.Tidy(text, TextCase.Keep));

    [Theory]
    [InlineData(TextCase.Lower, "straße 7")]
    [InlineData(TextCase.Upper, "STRAßE 7")]
    [InlineData(TextCase.Keep, "Straße 7")]
    public void LettersAreAsAskedFor(TextCase letters, string expected) => Assert.Equal(expected, TextForms.Tidy("Straße 7", letters));

    [Theory]
    [InlineData("CafÃ©", "Café")]
    [InlineData("CafÃƒÂ©", "Café")]
    [InlineData("ä¸­æ–‡", "中文")]
    [InlineData("Itâ€™s", "It’s")]
    [InlineData("Café", "Café")]
    [InlineData("中文", "中文")]
    [InlineData("Ã", "Ã")]
    [InlineData("plain", "plain")]
    public void UtfEightReadAsWindowsIsReadAgain(string text, string expected) => Assert.Equal(expected, TextForms.Mend(text));

    [Fact]
    public void DoneTwiceIsDoneOnce() => Gen.Select(Gen.OneOf(Gen.String, Awkward), Gen.Enum<TextCase>()).Sample((text, letters) =>
    {
        string tidy = TextForms.Tidy(text, letters), meant = TextForms.Mend(text);
        Assert.Equal(tidy, TextForms.Tidy(tidy, letters));
        Assert.Equal(meant, TextForms.Mend(meant));
    });

    [Fact]
    public void ATimeInTooSmallAUnitIsAThousandTimesAsFarOff()
    {
        var meant = new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
        long since = (meant - DateTime.UnixEpoch).Ticks, epoch = DateTime.UnixEpoch.Ticks;

        Assert.Equal(meant.Ticks, TimeUnits.Mend(epoch + (since / 1000)));
        Assert.Equal(meant.Ticks, TimeUnits.Mend(epoch + (since / 1_000_000)));
        Assert.Equal(meant.Ticks, TimeUnits.Mend(meant.Ticks));
        Assert.Equal(epoch - 1, TimeUnits.Mend(epoch - 1));
        Assert.Equal(DateTimeColumn.Missing, TimeUnits.Mend(epoch));
        Assert.Equal(DateTimeColumn.Missing, TimeUnits.Mend(DateTimeColumn.Missing));
    }
}
