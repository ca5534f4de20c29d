namespace DeepRec.Onnx.Tests;

/// <summary>A folder for what a test writes, gone with it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-onnx-").FullName;

    public string this[string file] => Path.Combine(_folder, file);

    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)!);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
