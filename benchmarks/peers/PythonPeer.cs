using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DeepRec.Peers;

/// <summary>A Python process that keeps running and trains when it is told to.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    public PythonPeer(string python, string folder)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "torch_training.py"), folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{python}' did not start.");
        About = ReadLine();
    }

    /// <summary>The versions, and how fast its matrices are multiplied.</summary>
    public string About { get; }

    public TrainingSpeed Train(string variant, int batch, int epochs)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variant} {batch} {epochs}"));
        _process.StandardInput.Flush();
        using var answer = JsonDocument.Parse(ReadLine());
        return new TrainingSpeed(answer.RootElement.GetProperty("rows").GetInt64() / answer.RootElement.GetProperty("cpu").GetDouble(), answer.RootElement.GetProperty("loss").GetDouble());
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
