using System.Reflection;

namespace DeepRec;

/// <summary>Brings ids and categories that came as text into the one form that values of their type have: see <see cref="KeyText{T}"/>.</summary>
internal static class CanonicalText
{
    /// <summary>The function for a type; null for text, which stays as it is.</summary>
    public static Func<string, string>? Of(Type type) => type == typeof(string) ? null
        : typeof(CanonicalText).GetMethod(nameof(Rewrite), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<string, string>>();

    /// <summary>Rewrites the distinct texts of a column and merges those that become equal.</summary>
    public static Dataset Apply(Dataset rows, string name, Func<string, string> canonical)
    {
        var column = rows.Column<CategoryColumn>(name);
        var texts = new TextInterner();
        var translated = new int[column.Values.Count];
        bool same = true;
        for (int code = 0; code < translated.Length; code++)
        {
            try
            {
                translated[code] = texts.CodeOf(canonical(column.Values[code]));
            }
            catch (FormatException e)
            {
                throw new DatasetException(name, column.Codes.IndexOf(code) + 1, column.Values[code], "a value of its property's type",
                    $"{e.Message} Correct the value, leave it blank, or give the property another type.", e);
            }

            same &= translated[code] == code && texts.Last == column.Values[code];
        }

        if (same) return rows;
        int[] codes = column.Codes.ToArray();
        for (int row = 0; row < codes.Length; row++) if (codes[row] != CategoryColumn.Missing) codes[row] = translated[codes[row]];
        return rows.With(name, new CategoryColumn(codes, texts.Values));
    }

    private static string Rewrite<T>(string text) => KeyText<T>.Format(KeyText<T>.Parse(text));
}
