using System.Diagnostics;
using System.Text.Json;

namespace DeepRec.Peers;

/// <summary>A process that keeps running and works when it is told to: a line in, a line of JSON out. Its first line says what it is.</summary>
internal class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _cure;

    /// <param name="start">What to start; its input and output are taken.</param>
    /// <param name="cure">What to say where it ends by itself.</param>
    public PeerProcess(ProcessStartInfo start, string cure)
    {
        _cure = cure;
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        About = ReadLine();
    }

    /// <summary>What it is, with versions.</summary>
    public string About { get; }

    /// <summary>Tells it to work, and waits for what came of it.</summary>
    public JsonElement Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        using var answer = JsonDocument.Parse(ReadLine());
        return answer.RootElement.Clone();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000)) _process.Kill();
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_cure);
}
