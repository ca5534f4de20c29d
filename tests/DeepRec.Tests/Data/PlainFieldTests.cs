using System.Globalization;
using System.Text;
using CsCheck;

namespace DeepRec.Tests.Data;

public class PlainFieldTests
{
    private static readonly Gen<string> NearNumber = Gen.OneOf("0", "1", "5", "9", "12", ".", "-", "+", "e", " ", ":", "/").Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> NearTime = Gen.Select(
        Gen.OneOf("2024-02-29", "2023-02-29", "0001-01-01", "0000-01-01", "9999-12-31", "1995-1-01", "2000-13-01", "2000-00-10", "1970-01-00", "20000101"),
        Gen.OneOf("", "T", " ", "t"), Gen.OneOf("", "00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:30:60", "12:30", "1a:00:00"), Gen.OneOf("", "Z", "z", "+01:00"), (date, between, time, zone) => date + between + time + zone);

    [Fact]
    public void ANumberIsReadAsItsTextIs() => NearNumber.Sample(AgreesOnNumber);

    [Fact]
    public void APrintedNumberIsReadAsItsTextIs() => Gen.Select(Gen.Int[-20_000_000, 20_000_000], Gen.Int[0, 6]).Sample((digits, decimals) =>
        AgreesOnNumber((digits / (decimal)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("4.5", 4.5f)]
    [InlineData("-0", -0f)]
    [InlineData("5.", 5f)]
    [InlineData(".5", 0.5f)]
    [InlineData("16777216", 16777216f)]
    public void NumbersOfFewDigitsAreRead(string text, float expected)
    {
        Assert.True(PlainField.TryReadNumber(Encoding.UTF8.GetBytes(text), out float value));
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("16777217")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    public void WhatIsInDoubtIsLeftToTheText(string text) => Assert.False(PlainField.TryReadNumber(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void DigitsAreReadAsTheirTextIs() => Gen.Long[0, 999_999_999_999_999_999].Sample(number =>
    {
        foreach (string text in (string[])[number.ToString(CultureInfo.InvariantCulture), number.ToString("D18", CultureInfo.InvariantCulture)])
        {
            Assert.True(PlainField.TryReadDigits(Encoding.UTF8.GetBytes(text), out long value));
            Assert.Equal(number, value);
        }
    });

    [Fact]
    public void OnlyDigitsAreDigits()
    {
        for (int c = 0; c < 256; c++)
        {
            for (int place = 0; place < 9; place++)
            {
                byte[] field = "123456789"u8.ToArray();
                field[place] = (byte)c;
                Assert.Equal(c is >= '0' and <= '9', PlainField.TryReadDigits(field, out _));
            }
        }

        Assert.False(PlainField.TryReadDigits("1234567890123456789"u8, out _));
    }

    [Fact]
    public void ATimeIsReadAsItsTextIs() => NearTime.Sample(text =>
    {
        if (!PlainField.TryReadTime(Encoding.UTF8.GetBytes(text), out long ticks)) return;
        Assert.True(PointInTime.TryReadDate(text, out long expected), text);
        Assert.Equal(expected, ticks);
    });

    [Theory]
    [InlineData("2024-05-01")]
    [InlineData("2024-05-01T10:00:01")]
    [InlineData("2024-05-01 10:00:01")]
    [InlineData("2024-05-01T10:00:01Z")]
    public void TimesOfTheCommonShapeAreRead(string text)
    {
        Assert.True(PlainField.TryReadTime(Encoding.UTF8.GetBytes(text), out long ticks));
        Assert.True(PointInTime.TryReadDate(text, out long expected));
        Assert.Equal(expected, ticks);
    }

    private static void AgreesOnNumber(string text)
    {
        if (!PlainField.TryReadNumber(Encoding.UTF8.GetBytes(text), out float value)) return;
        Assert.True(float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float expected), text);
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }
}
