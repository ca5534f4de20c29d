namespace DeepRec;

/// <summary>Which values of a column are spelled otherwise than meant.</summary>
/// <param name="Garbled">Rows with a text whose encoding was read wrongly, and can be told.</param>
/// <param name="Untidy">Rows whose value has stray blanks or invisible characters, or is a rarer spelling of another one.</param>
/// <param name="Letters">The letters in which spellings become one; <see cref="TextCase.Keep"/> where none differ by letters.</param>
internal readonly record struct TextInspection(int Garbled, int Untidy, TextCase Letters)
{
    /// <param name="values">Distinct texts.</param>
    /// <param name="counts">Rows of each.</param>
    /// <param name="areNames">Whether spelling matters: not in free text.</param>
    public static TextInspection Of(IReadOnlyList<string> values, int[] counts, bool areNames)
    {
        int garbled = 0, untidy = 0, upper = 0, lower = 0;
        var spellings = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            string meant = TextForms.Mend(values[i]);
            if (meant != values[i]) garbled += counts[i];
            if (areNames) spellings[meant] = spellings.GetValueOrDefault(meant) + counts[i];
        }

        foreach (var same in spellings.GroupBy(spelling => TextForms.Tidy(spelling.Key, TextCase.Lower), StringComparer.Ordinal))
        {
            var sound = same.Where(spelling => TextForms.Spaced(spelling.Key) == spelling.Key).OrderByDescending(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal).FirstOrDefault();
            untidy += same.Sum(spelling => spelling.Value) - sound.Value;
            if (same.Select(spelling => TextForms.Tidy(spelling.Key, TextCase.Keep)).Distinct(StringComparer.Ordinal).Take(2).Count() < 2) continue;
            string usual = same.MaxBy(spelling => spelling.Value).Key;
            if (usual == TextForms.Tidy(usual, TextCase.Upper)) upper++;
            else lower++;
        }

        return new TextInspection(garbled, untidy, upper > lower ? TextCase.Upper : lower > 0 || upper > 0 ? TextCase.Lower : TextCase.Keep);
    }
}
