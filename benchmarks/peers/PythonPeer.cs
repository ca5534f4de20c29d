using System.Diagnostics;

namespace DeepRec.Peers;

/// <summary>A <see cref="PeerProcess"/> in Python, on one thread.</summary>
/// <param name="python">The interpreter.</param>
/// <param name="script">A file of this project; its first line out says what it is.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class PythonPeer(string python, string script, params string[] arguments)
    : PeerProcess(Start(python, script, arguments), "Python ended. See what it said above; on Debian and Ubuntu: apt-get install python3-torch libopenblas0-openmp.")
{
    private static ProcessStartInfo Start(string python, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, script), .. arguments]);
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return start;
    }
}
