using CsCheck;

namespace DeepRec.Tests.Data;

public class TextFormsTests
{
    [Theory]
    [InlineData("lamp", "lamp")]
    [InlineData("  lamp\u00A0 \tblue ", "lamp blue")]
    [InlineData("la\u200Bmp\uFEFF", "lamp")]
    [InlineData("ＬＡＭＰ１", "LAMP1")]
    [InlineData("Cafe\u0301", "Café")]
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
    public void DoneTwiceIsDoneOnce() => Gen.Select(Gen.String, Gen.Enum<TextCase>()).Sample((text, letters) =>
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
