namespace DeepRec.AspNetCore.Tests;

/// <summary>Programs that tests run and do not bring along.</summary>
internal static class InstalledProgram
{
    /// <summary>Where a program lies; <see langword="null"/>: it is not installed.</summary>
    /// <param name="name">Its name, as a shell would find it.</param>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
