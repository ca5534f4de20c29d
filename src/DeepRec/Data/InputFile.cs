namespace DeepRec;

/// <summary>A file that someone named, opened to be read once from its start to its end.</summary>
internal static class InputFile
{
    /// <exception cref="FileNotFoundException">There is no such file, or it is a folder.</exception>
    public static FileStream Open(string path, int bufferSize = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new FileNotFoundException($"'{full}' is a folder, not a file. Add the file's name.", full);
        if (!File.Exists(full)) throw new FileNotFoundException($"There is no file '{full}'. Check the path; a relative one starts at the working directory.", full);
        return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, FileOptions.SequentialScan);
    }
}
