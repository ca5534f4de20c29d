using System.Text;
using CsCheck;

namespace DeepRec.Tests.Data;

public class FieldCodesTests
{
    private static readonly Gen<string> Field = Gen.OneOf("0", "1", "7", "a", "\0", " ", "\"", "品", "é", "😀", "user-").Array[1, 12].Select(string.Concat);

    [Fact]
    public void AFieldHasTheCodeThatItWasAddedWith() => Field.Array[1, 300].Sample(fields =>
    {
        var codes = new FieldCodes();
        var plain = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < fields.Length; i++)
        {
            byte[] field = Encoding.UTF8.GetBytes(fields[i]);
            bool isKnown = codes.TryGet(field, out int code);

            Assert.Equal(plain.ContainsKey(fields[i]), isKnown);
            if (isKnown) Assert.Equal(plain[fields[i]], code);
            else codes.Add(field, plain[fields[i]] = i, i + 1);
        }
    });

    [Fact]
    public void AHundredThousandFieldsOfAllLengthsAreTold()
    {
        var codes = new FieldCodes();
        var fields = Enumerable.Range(0, 100_000).Select(i => Encoding.UTF8.GetBytes(new string('x', i % 3 * 5) + i)).ToArray();
        for (int i = 0; i < fields.Length; i++) codes.Add(fields[i], i, i + 1);

        int known = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!codes.TryGet(fields[i], out int code)) continue;
            Assert.Equal(i, code);
            known++;
        }

        Assert.InRange(known, 99_900, 100_000); // it may give up one that would need a long search
        Assert.False(codes.TryGet("100000"u8, out _));
    }

    [Fact]
    public void ShortFieldsThatDifferInLengthAloneAreTwo()
    {
        var codes = new FieldCodes();
        codes.Add("\0"u8, 1, 1);
        codes.Add("\0\0"u8, 2, 2);
        codes.Add("\0\0\0\0\0\0\0"u8, 3, 3);

        Assert.True(codes.TryGet("\0"u8, out int one) && codes.TryGet("\0\0"u8, out int two) && codes.TryGet("\0\0\0\0\0\0\0"u8, out int seven) && (one, two, seven) == (1, 2, 3));
        Assert.False(codes.TryGet("\0\0\0"u8, out _));
    }

    [Fact]
    public void AColumnOfTextsThatOccurOnceIsGivenUp()
    {
        var codes = new FieldCodes();
        Span<byte> field = stackalloc byte[7];
        for (int i = 0; i < 1_100_000; i++)
        {
            i.TryFormat(field, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
            codes.Add(field[..length], i, i + 1);
        }

        Assert.False(codes.TryGet("1"u8, out _));
    }

    [Fact]
    public void AVeryLongFieldIsNotKept()
    {
        var codes = new FieldCodes();
        byte[] field = new byte[5000];
        codes.Add(field, 1, 1);
        Assert.False(codes.TryGet(field, out _));
    }
}
