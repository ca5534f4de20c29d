using System.Globalization;

namespace DeepRec.Tests.Tensors;

/// <summary>What a process holds of a tensor of 256 MiB, in MiB: while it lives, and after it was freed.</summary>
public sealed class NativeAllocatorTests
{
    [Fact]
    public async Task WhatIsFreedIsKept()
    {
        var (alive, freed) = await MeasureAsync("0");
        Assert.InRange(alive, 240, 400);
        Assert.InRange(freed, 240, 400);
    }

    [Fact]
    public async Task TheVariableForbidsIt()
    {
        var (alive, freed) = await MeasureAsync("1");
        Assert.InRange(alive, 240, 400);
        Assert.InRange(freed, -240, 60); // the system may have taken back more meanwhile
    }

    private static async Task<(int Alive, int Freed)> MeasureAsync(string variable)
    {
        Assert.SkipUnless(NativePlatform.Current.RuntimeIdentifier == "linux-x64", "glibc's allocator is Linux's own.");
        var (_, output) = await NativeProbe.RunAsync(["memory"], ("LD_LIBRARY_PATH", NativeProbe.Backend), (RuntimeSwitch.AllocatorTuning.Variable, variable));
        int[] mebibytes = [.. output.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        return (mebibytes[0], mebibytes[1]);
    }
}
