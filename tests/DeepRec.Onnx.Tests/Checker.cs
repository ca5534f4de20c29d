using System.Diagnostics;

namespace DeepRec.Onnx.Tests;

/// <summary>The format's own checker, which Debian's package python3-onnx has.</summary>
internal static class Checker
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> IsThere = new(() => File.Exists(Python) && Run("import onnx").ExitCode == 0);

    /// <summary>Checks a file, its shapes too; the test is skipped where there is no checker.</summary>
    public static void Check(string path)
    {
        Assert.SkipUnless(IsThere.Value, "The checker of ONNX files is not installed: apt-get install python3-onnx.");
        var (code, error) = Run("import onnx, sys; m = onnx.load(sys.argv[1]); onnx.checker.check_model(m); onnx.checker.check_model(onnx.shape_inference.infer_shapes(m, strict_mode=True))", path);
        Assert.True(code == 0, error);
    }

    private static (int ExitCode, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardError = true };
        foreach (string argument in arguments.Prepend("-c")) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
