namespace DeepRec.Tests.Tensors;

public sealed class RelaxationSwitchTests : IDisposable
{
    public void Dispose() => AppContext.SetSwitch(RelaxationSwitch.Name, false);

    [Fact]
    public void TheApplicationsSwitchIsRead()
    {
        Assert.False(RelaxationSwitch.IsSet);

        AppContext.SetSwitch(RelaxationSwitch.Name, true);

        Assert.True(RelaxationSwitch.IsSet);
    }
}
