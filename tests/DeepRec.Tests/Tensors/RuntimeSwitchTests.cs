namespace DeepRec.Tests.Tensors;

public sealed class RuntimeSwitchTests
{
    private static readonly RuntimeSwitch Own = new("DeepRec.Tests.Switch", "DEEPREC_TESTS_SWITCH");

    [Fact]
    public void TheApplicationsSwitchIsRead()
    {
        Assert.False(Own.IsSet);
        AppContext.SetSwitch(Own.Name, true);
        Assert.True(Own.IsSet);
        AppContext.SetSwitch(Own.Name, false);
        Assert.False(Own.IsSet);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void SoIsTheVariable(string value, bool isSet)
    {
        var other = new RuntimeSwitch("DeepRec.Tests.Other", "DEEPREC_TESTS_" + (value.Length == 0 ? "EMPTY" : value.ToUpperInvariant()));
        Environment.SetEnvironmentVariable(other.Variable, value);
        Assert.Equal(isSet, other.IsSet);
    }

    [Fact]
    public void EachHasNamesOfItsOwn()
    {
        Assert.Equal(("DeepRec.DisableNativeLibraryRelaxation", "DEEPREC_DISABLE_NATIVE_LIBRARY_RELAXATION"), (RuntimeSwitch.Relaxation.Name, RuntimeSwitch.Relaxation.Variable));
        Assert.Equal(("DeepRec.DisableAllocatorTuning", "DEEPREC_DISABLE_ALLOCATOR_TUNING"), (RuntimeSwitch.AllocatorTuning.Name, RuntimeSwitch.AllocatorTuning.Variable));
    }
}
