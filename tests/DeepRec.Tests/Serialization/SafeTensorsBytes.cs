using System.Buffers.Binary;
using System.Text;

namespace DeepRec.Tests.Serialization;

/// <summary>Files put together by hand, for tests of the reader.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, params byte[] data)
    {
        var file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        data.CopyTo(file, 8 + header.Length);
        return file;
    }

    public static byte[] Written(IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, arrays, metadata);
        return stream.ToArray();
    }

    /// <summary>As if from a network or a compressed entry: no length, no seeking, one byte at a time where asked.</summary>
    public sealed class Trickle(byte[] bytes, int atMost) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atMost));
    }
}
