namespace DeepRec.Quality;

/// <summary>Films as the later editions of MovieLens write them: id, title with the year, genres between bars.</summary>
internal static class MovieLensFilms
{
    public static FeatureSchema Schema { get; } = new([Feature.Item("item"), Feature.Category("title"), Feature.Category("genres")]);

    public static IEnumerable<Film> Of(Dataset table)
    {
        for (int row = 0; row < table.Count; row++)
        {
            string[] genres = table["genres"].TextAt(row)?.Split('|') ?? [];
            yield return new Film(table["item"].TextAt(row)!, [.. genres.Where(genre => genre != "(no genres listed)")], Film.YearOf(table["title"].TextAt(row)));
        }
    }
}
