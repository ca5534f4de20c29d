using System.Globalization;

namespace DeepRec.Quality;

/// <summary>A row of a table of films.</summary>
internal sealed record Film([Item] string Item, [Categories] IReadOnlyList<string> Genres, [Numeric] float? Year)
{
    /// <summary>The year at the end of a title, as in <c>Toy Story (1995)</c>; <see langword="null"/> where there is none.</summary>
    public static float? YearOf(string? title) =>
        title?.Trim() is [.., '(', var a, var b, var c, var d, ')'] && int.TryParse([a, b, c, d], NumberStyles.None, CultureInfo.InvariantCulture, out int year) ? year : null;
}
