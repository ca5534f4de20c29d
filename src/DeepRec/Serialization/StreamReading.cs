namespace DeepRec;

/// <summary>Reads a claimed number of bytes from a stream without believing the claim.</summary>
internal static class StreamReading
{
    private const int FirstBuffer = 64 << 10;

    /// <summary>The buffer is never more than twice as long as what has arrived, or than 64 KiB.</summary>
    /// <param name="source">Read from its position.</param>
    /// <param name="length">How many bytes to read.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="InvalidBundleException">The stream ends early, or the bytes exceed what an array holds.</exception>
    public static byte[] Exactly(Stream source, long length, string what)
    {
        if (length > Array.MaxLength)
            throw new InvalidBundleException($"{what} claims {length} bytes; at most {Array.MaxLength} are read.");
        var wanted = (int)length;
        if (source.CanSeek && source.Length - source.Position < wanted)
            throw SafeTensors.Truncated(what, wanted, Math.Max(0, source.Length - source.Position));
        var buffer = new byte[source.CanSeek ? wanted : Math.Min(wanted, FirstBuffer)];
        var filled = 0;
        while (filled < wanted)
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(wanted, 2L * buffer.Length));
            var read = source.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                throw SafeTensors.Truncated(what, wanted, filled);
            filled += read;
        }
        return buffer;
    }
}
