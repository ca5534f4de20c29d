namespace DeepRec.Tests.Selection;

/// <summary>A clock that goes on by a second whenever it is read.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _seconds++;
}
