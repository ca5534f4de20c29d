using System.Diagnostics;
using System.Text.Json;

namespace DeepRec.Peers;

/// <summary>A Python process that keeps running and works when it is told to: a line in, a line of JSON out.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    /// <param name="python">The interpreter.</param>
    /// <param name="script">A file of this project; its first line out says what it is.</param>
    /// <param name="arguments">Its arguments.</param>
    public PythonPeer(string python, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{python}' did not start.");
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
    }

    private string ReadLine() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("Python ended. See what it said above; on Debian and Ubuntu: apt-get install python3-torch libopenblas0-openmp.");
}
