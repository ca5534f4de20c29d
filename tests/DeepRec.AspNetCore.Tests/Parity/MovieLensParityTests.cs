namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Skipped unless the environment variable DEEPREC_DATA names the folder that holds ml-100k.</summary>
public sealed class MovieLensParityTests : ParityTests
{
    private static readonly Lazy<ParityRows> Films = new(() => MovieLensRows.Read(Environment.GetEnvironmentVariable("DEEPREC_DATA")!));

    protected override ParityRows Rows
    {
        get
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("DEEPREC_DATA") is null, "Set DEEPREC_DATA to the folder that holds ml-100k.");
            return Films.Value;
        }
    }
}
