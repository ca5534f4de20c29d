using System.Globalization;

namespace DeepRec;

/// <summary>What became of the files that a <see cref="MediaReader"/> was to read, each distinct path counted once.</summary>
/// <param name="Read">Files that gave a vector.</param>
/// <param name="Failed">Files that gave none: absent, broken, too large or not below the folder. Their rows have no vector.</param>
/// <param name="Problems">What was wrong, for the first ten of them.</param>
public sealed record MediaReport(int Read, int Failed, IReadOnlyList<string> Problems)
{
    internal const int MostProblems = 10;

    /// <summary>The counts, then a line for each problem.</summary>
    public override string ToString() => string.Join('\n', Problems.Prepend(string.Create(CultureInfo.InvariantCulture, $"{Read:N0} files read, {Failed:N0} without a vector{(Failed == 0 ? "" : ":")}")));
}
