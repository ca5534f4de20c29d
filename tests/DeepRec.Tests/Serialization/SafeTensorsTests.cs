using System.Text;
using CsCheck;

namespace DeepRec.Tests.Serialization;

public sealed class SafeTensorsTests
{
    // Worked by hand from the format's description: 8 bytes of length, JSON, spaces to a multiple of 8, elements.
    private const string GoldenHeader =
        """{"__metadata__":{"format":"pt"},"步":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},"b":{"dtype":"U8","shape":[3],"data_offsets":[16,19]}}""";

    private static readonly byte[] GoldenData =
        [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 1, 2, 255]; // 7; 1.0, -2.5; 1, 2, 255

    private static readonly NamedArray[] GoldenArrays =
    [
        NamedArray.From<byte>("b", [1, 2, 255]),
        NamedArray.From<float>("w", [1f, -2.5f], 2, 1),
        NamedArray.Scalar("步", 7L),
    ];

    [Fact]
    public void ASmallFileHasTheBytesWorkedByHand()
    {
        var header = Encoding.UTF8.GetBytes(GoldenHeader);
        var padded = new byte[(header.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        header.CopyTo(padded, 0);

        var written = SafeTensorsBytes.Written(GoldenArrays, new Dictionary<string, string> { ["format"] = "pt" });

        Assert.Equal(SafeTensorsBytes.File(padded, GoldenData), written);
    }

    [Fact]
    public void TheBytesWorkedByHandAreRead()
    {
        var content = SafeTensors.Read(SafeTensorsBytes.File(GoldenHeader, GoldenData));

        Assert.Equal(["步", "w", "b"], content.Arrays.Select(array => array.Name));
        Assert.Equal([7L], content["步"].ToArray<long>());
        Assert.Empty(content["步"].Shape);
        Assert.Equal([1f, -2.5f], content["w"].ToArray<float>());
        Assert.Equal([2, 1], content["w"].Shape);
        Assert.Equal([1, 2, 255], content["b"].ToArray<byte>());
        Assert.Equal("pt", content.Metadata["format"]);
    }

    [Fact]
    public void AFileOfOneTensorHasTheBytesThatTheReferenceImplementationWrites()
    {
        byte[] expected =
        [
            64, 0, 0, 0, 0, 0, 0, 0,
            .. """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}"""u8,
            0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40, 0, 0, 0xA0, 0x40,
        ];

        Assert.Equal(expected, SafeTensorsBytes.Written([NamedArray.From<float>("attn.0", [0f, 1f, 2f, 3f, 4f, 5f], 1, 2, 3)]));
    }

    [Fact]
    public void AFileWithoutTensorsIsSixteenBytes()
    {
        byte[] expected = [8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8];

        Assert.Equal(expected, SafeTensorsBytes.Written([]));
        Assert.Empty(SafeTensors.Read(expected).Arrays);
    }

    [Fact]
    public void TheOrderOfTheArraysDoesNotChangeTheFile() =>
        Assert.Equal(SafeTensorsBytes.Written(GoldenArrays), SafeTensorsBytes.Written([.. GoldenArrays.Reverse()]));

    [Fact]
    public void WhatIsWrittenIsReadBackFromMemoryAndFromAnyStream()
    {
        var name = Gen.String[Gen.Char['\0', '\uD7FF'], 0, 8];
        var values = Gen.OneOf(
            Gen.Float.Array[0, 9].Select(array => NamedArray.From<float>("x", array)),
            Gen.Double.Array[0, 9].Select(array => NamedArray.From<double>("x", array)),
            Gen.Int.Array[0, 9].Select(array => NamedArray.From<int>("x", array)),
            Gen.Long.Array[0, 9].Select(array => NamedArray.From<long>("x", array, 1, array.Length, 1)),
            Gen.Byte.Array[0, 9].Select(array => NamedArray.From<byte>("x", array)));
        var metadata = Gen.Dictionary(name, name)[0, 3];
        Gen.Select(Gen.Dictionary(name, values)[0, 6], metadata, Gen.Int[1, 100]).Sample(
            (arrays, metadata, atMost) =>
            {
                NamedArray[] written = [.. arrays.Select(pair => new NamedArray(pair.Key, pair.Value.Type, pair.Value.Data, [.. pair.Value.Shape]))];
                var bytes = SafeTensorsBytes.Written(written, metadata);
                Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
                AssertSame(written, metadata, SafeTensors.Read(bytes));
                AssertSame(written, metadata, SafeTensors.Read(new MemoryStream(bytes)));
                AssertSame(written, metadata, SafeTensors.Read(new SafeTensorsBytes.Trickle(bytes, atMost)));
            },
            iter: 300);
    }

    [Fact]
    public void ReadingFromMemoryCopiesNothing()
    {
        var bytes = SafeTensorsBytes.Written(GoldenArrays);
        var content = SafeTensors.Read(bytes);

        bytes[^1] = 9;

        Assert.Equal([1, 2, 9], content["b"].ToArray<byte>());
    }

    [Fact]
    public void AnArrayThatDoesNotFitItsShapeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => NamedArray.From<float>("w", [1f, 2f], 3));
        Assert.Throws<ArgumentException>(() => NamedArray.From<float>("w", [], -1, 0));
    }

    [Fact]
    public void AnotherElementTypeOrCountIsRefusedWithTheTensorsName()
    {
        var array = NamedArray.From<float>("w", [1f, 2f]);

        Assert.Equal("Tensor 'w' holds F32, expected F64.", Assert.Throws<InvalidBundleException>(array.ToArray<double>).Message);
        Assert.Equal("Tensor 'w' has 2 elements, expected 3.", Assert.Throws<InvalidBundleException>(() => array.CopyTo<float>(new float[3])).Message);
    }

    [Theory]
    [InlineData("w", "w")]
    [InlineData("__metadata__", "b")]
    public void NamesThatCouldNotBeReadBackAreNotWritten(string first, string second) =>
        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written([NamedArray.From<float>(first, [1f]), NamedArray.From<float>(second, [1f])]));

    [Fact]
    public void HalfASurrogatePairIsNotWritten()
    {
        var half = "\U0001F600"[..1];

        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written([NamedArray.From<float>(half, [1f])]));
        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written([], new Dictionary<string, string> { ["key"] = half }));
    }

    [Fact]
    public void AMissingTensorIsNamed() =>
        Assert.Equal("Tensor 'v' is missing.", Assert.Throws<InvalidBundleException>(() => new SafeTensorsContent(GoldenArrays, new Dictionary<string, string>())["v"]).Message);

    private static void AssertSame(NamedArray[] expected, Dictionary<string, string> metadata, SafeTensorsContent actual)
    {
        Assert.Equal(expected.Length, actual.Arrays.Count);
        foreach (var array in expected)
        {
            Assert.Equal(array.Type, actual[array.Name].Type);
            Assert.Equal(array.Shape, actual[array.Name].Shape);
            Assert.Equal(array.Data.ToArray(), actual[array.Name].Data.ToArray());
        }
        Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }
}
