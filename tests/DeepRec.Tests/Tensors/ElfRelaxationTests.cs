using CsCheck;

namespace DeepRec.Tests.Tensors;

public sealed class ElfRelaxationTests
{
    private const string Newer = "GLIBCXX_3.4.32";

    [Fact]
    public void OneFlagChangesAndNothingElse()
    {
        var before = TinyElf.Build();

        var after = ElfRelaxation.Relax(before, Newer);

        var expected = TinyElf.Build();
        expected[TinyElf.FlagOfNewer] = 2;
        Assert.Equal(expected, after);
        Assert.Equal(TinyElf.Build(), before);
    }

    [Fact]
    public void OtherFlagsStayAsTheyWere()
    {
        var before = TinyElf.Build();
        before[TinyElf.FlagOfNewer] = 1;

        Assert.Equal(3, ElfRelaxation.Relax(before, Newer)[TinyElf.FlagOfNewer]);
    }

    [Fact]
    public void RelaxingTwiceIsRelaxingOnce()
    {
        var once = ElfRelaxation.Relax(TinyElf.Build(), Newer);

        Assert.Equal(once, ElfRelaxation.Relax(once, Newer));
    }

    [Fact]
    public void AVersionThatIsUsedIsNotRelaxed()
    {
        var library = TinyElf.Build();
        Assert.Contains("cannot run without it", Refusal(library, "GLIBCXX_3.4.30"), StringComparison.Ordinal);

        library[TinyElf.RelocatedSymbol] = 2;
        Assert.Contains("refers to a symbol of GLIBCXX_3.4.32", Refusal(library, Newer), StringComparison.Ordinal);
    }

    [Fact]
    public void AVersionThatIsNotNeededIsRefused() =>
        Assert.Equal("It does not need GLIBCXX_3.4.33.", Refusal(TinyElf.Build(), "GLIBCXX_3.4.33"));

    [Fact]
    public void AFileThatIsNoLibraryIsRefused()
    {
        Assert.Equal("It is not a little-endian 64-bit ELF file.", Refusal([], Newer));
        Assert.Equal("It is not a little-endian 64-bit ELF file.", Refusal(new byte[4096], Newer));
    }

    [Fact]
    public void ATruncatedFileIsRefusedAtEveryLength()
    {
        var library = TinyElf.Build();
        for (var length = 0; length < library.Length; length++)
        {
            Refusal(library[..length], Newer);
        }
    }

    [Fact]
    public void ADamagedFileIsRelaxedOrRefusedButNeverBreaks() =>
        Gen.Select(Gen.Int[0, TinyElf.Build().Length - 4], Gen.UInt).Sample((offset, value) =>
        {
            var library = TinyElf.Build();
            BitConverter.TryWriteBytes(library.AsSpan(offset), value);
            try
            {
                Assert.Equal(library.Length, ElfRelaxation.Relax(library, Newer).Length);
            }
            catch (InvalidDataException)
            {
            }
        });

    [Fact]
    public void ExactlyOneByteOfTorchSharpsLibraryChanges()
    {
        var before = File.ReadAllBytes(Shim());

        var after = ElfRelaxation.Relax(before, Newer);

        var changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(2, before[changed] ^ after[changed]);
        Assert.Equal(before.Length, after.Length);
    }

    private static string Shim()
    {
        var path = NativeSearchPath.OfProcess().Find("libLibTorchSharp.so");
        Assert.SkipWhen(path is null, "The library is that of linux-x64.");
        return path!;
    }

    private static string Refusal(byte[] library, string version) =>
        Assert.Throws<InvalidDataException>(() => ElfRelaxation.Relax(library, version)).Message;
}
