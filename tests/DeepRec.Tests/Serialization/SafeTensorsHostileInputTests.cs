using System.Text;

namespace DeepRec.Tests.Serialization;

public sealed class SafeTensorsHostileInputTests
{
    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", null)]
    [InlineData("""{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "Tensor 'w' has the type 'F16'; F32, F64, I32, I64 and U8 are read.")]
    [InlineData("""{"w":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", "Tensor 'w' has the type 'Number'; F32, F64, I32, I64 and U8 are read.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "Tensor 'w' of type F32 and shape [2] takes 8 bytes, but its offsets span 4.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "Tensor 'w' is cut off: expected 8 bytes, found 4.")]
    [InlineData("""{"w":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", "Tensor 'w' starts at offset 3, expected 0: tensors lie end to end, without holes or overlaps.")]
    [InlineData("""{"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"v":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", "Tensor 'v' starts at offset 3, expected 2: tensors lie end to end, without holes or overlaps.")]
    [InlineData("""{"w":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"v":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "Tensor 'v' starts at offset 2, expected 3: tensors lie end to end, without holes or overlaps.")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"v":{"dtype":"U8","shape":[1],"data_offsets":[4,3]}}""", "Tensor 'v' ends at offset 3, before it starts at 4.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", "Tensor 'w' has shape [4611686018427387904, 4], whose size overflows.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}}""", "Tensor 'w' has shape [4611686018427387904, 4, 0], whose size overflows.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "Tensor 'w' has a 'shape' that is not made of whole numbers from 0.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", "Tensor 'w' has a 'shape' that is not made of whole numbers from 0.")]
    [InlineData("""{"w":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", "Tensor 'w' has a 'shape' that is not made of whole numbers from 0.")]
    [InlineData("""{"w":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "Tensor 'w' has a 'shape' that is not an array.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775808]}}""", "Tensor 'w' has a 'data_offsets' that is not made of whole numbers from 0.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", "Tensor 'w' has more than 2 numbers in its 'data_offsets'.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "Tensor 'w' needs 'dtype', 'shape' and two 'data_offsets'.")]
    [InlineData("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", "Tensor 'w' needs 'dtype', 'shape' and two 'data_offsets'.")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "Tensor 'w' gives 'dtype' twice.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}""", "Tensor 'w' has the unknown member 'more'.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}""", "The header names 'w' twice.")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0077":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}""", "The header names 'w' twice.")]
    [InlineData("""{"w":4}""", "The header's 'w' is not an object.")]
    [InlineData("""{"__metadata__":{"epoch":4}}""", "Metadata 'epoch' is not a string.")]
    [InlineData("""{"__metadata__":{"epoch":"4","epoch":"5"}}""", "Metadata 'epoch' is given twice.")]
    [InlineData("""{"__metadata__":[]}""", "The header's '__metadata__' is not an object.")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "The header names '__metadata__' twice.")]
    [InlineData("""{"w":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "1 bytes follow the last tensor.")]
    [InlineData("""[1]""", "The header does not start with '{'.")]
    [InlineData(""" {}""", "The header does not start with '{'.")]
    [InlineData("", "The header does not start with '{'.")]
    public void EachDamageIsNamed(string header, string? message)
    {
        var file = SafeTensorsBytes.File(header, 1, 2, 3, 4);
        if (message is null)
        {
            Assert.Single(SafeTensors.Read(file).Arrays);
            return;
        }
        Assert.Equal(message, Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(file)).Message);
        Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(new SafeTensorsBytes.Trickle(file, 3)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"w":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""")]
    [InlineData("""{"\uD800":{}}""")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{,}")]
    [InlineData("{/**/}")]
    [InlineData("{}\0")]
    public void AHeaderThatIsNotOneJsonObjectIsRefused(string header) =>
        Assert.Contains("not valid JSON", Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(SafeTensorsBytes.File(header))).Message, StringComparison.Ordinal);

    [Fact]
    public void AHeaderThatIsNotUtf8IsRefused() =>
        Assert.Equal("The header is not valid UTF-8.", Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(SafeTensorsBytes.File([(byte)'{', 0xFF, (byte)'}']))).Message);

    [Theory]
    [InlineData(16777217UL)]
    [InlineData(ulong.MaxValue)]
    public void AHeaderLongerThanTheLimitIsRefused(ulong length) =>
        Assert.Contains($"claims {length} bytes; at most 16777216", Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(BitConverter.GetBytes(length))).Message, StringComparison.Ordinal);

    [Fact]
    public void MoreAxesThanTheLimitAreRefused()
    {
        var header = """{"w":{"dtype":"U8","shape":[ONES],"data_offsets":[0,1]}}""".Replace("ONES", string.Join(',', Enumerable.Repeat(1, 65)), StringComparison.Ordinal);

        Assert.Equal("Tensor 'w' has more than 64 numbers in its 'shape'.", Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(SafeTensorsBytes.File(header, 1))).Message);
    }

    [Fact]
    public void MoreDataThanTheLimitIsRefusedBeforeItIsRead()
    {
        var file = SafeTensorsBytes.File("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 1, 2, 3, 4);

        var error = Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(file, new SafeTensorsLimits { DataBytes = 3 }));

        Assert.Equal("The tensors take 4 bytes; at most 3 are read.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AClaimOfGigabytesAllocatesNothingNearIt(bool seekable)
    {
        var file = SafeTensorsBytes.File("""{"w":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", 1, 2, 3, 4);
        using Stream stream = seekable ? new MemoryStream(file) : new SafeTensorsBytes.Trickle(file, 3);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(stream));

        Assert.Equal("Tensor 'w' is cut off: expected 2000000000 bytes, found 4.", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        var file = Sound();
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(file.AsMemory(0, length)));
            Assert.Throws<InvalidBundleException>(() => SafeTensors.Read(new MemoryStream(file, 0, length)));
        }
    }

    [Fact]
    public void MutatedFilesAreReadOrRefusedAndNothingElse()
    {
        var random = new Random(20261124);
        var sound = Sound();
        var refused = 0;
        string[] tokens = ["{", "}", "[", "]", ",", ":", "\"", "0", "-1", "9223372036854775807", "1e9", "null", "\\ud800", "F64", "__metadata__", "\0", "\u00e9"];
        const int count = 40_000;
        for (var trial = 0; trial < count; trial++)
        {
            var bytes = sound.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
                Mutate(bytes, random, tokens);
            byte[] file = [.. bytes];
            refused += Refuses(() => SafeTensors.Read(file)) ? 1 : 0;
            if (trial % 4 == 0)
                Refuses(() => SafeTensors.Read(new SafeTensorsBytes.Trickle(file, random.Next(1, 50))));
        }
        Assert.InRange(refused, count / 2, count - 1); // both ways were seen
    }

    private static void Mutate(List<byte> bytes, Random random, string[] tokens)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(Math.Min(4, bytes.Count - at)));
                break;
            case 3:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]));
                break;
            default:
                var token = Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]);
                for (var i = 0; i < token.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = token[i];
                break;
        }
    }

    private static bool Refuses(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (InvalidBundleException)
        {
            return true;
        }
    }

    private static byte[] Sound() => SafeTensorsBytes.Written(
        [NamedArray.From<float>("w", [1f, 2f, 3f, 4f], 2, 2), NamedArray.Scalar("step", 3L), NamedArray.From<byte>("空", []), NamedArray.From<double>("b", [0.5])],
        new Dictionary<string, string> { ["epoch"] = "4" });
}
