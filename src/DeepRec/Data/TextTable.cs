using System.Text;

namespace DeepRec;

/// <summary>A table for people, in text of one width a character; East Asian characters take two. Columns of numbers stand to the right.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        string[][] lines = [headers, .. _rows];
        int[] widths = [.. headers.Select((_, column) => lines.Max(line => WidthOf(line[column])))];
        bool[] right = [.. headers.Select((_, column) => _rows.Any(row => IsNumber(row[column])) && _rows.All(row => row[column].Length == 0 || IsNumber(row[column])))];

        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            int start = text.Length;
            for (int column = 0; column < line.Length; column++)
            {
                int blanks = widths[column] - WidthOf(line[column]);
                if (column > 0) text.Append("  ");
                if (right[column]) text.Append(' ', blanks).Append(line[column]);
                else text.Append(line[column]).Append(' ', blanks);
            }

            while (text.Length > start && text[^1] == ' ') text.Length--;
            text.Append('\n');
            if (line == headers) text.AppendJoin("  ", widths.Select(width => new string('-', width))).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsNumber(string cell) => cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiDigit(c) || "-+,.E %…".Contains(c));

    private static int WidthOf(string cell) => cell.EnumerateRunes().Sum(rune => IsWide(rune.Value) ? 2 : 1);

    // The blocks of Unicode's East Asian Width W and F that occur in names and values.
    private static bool IsWide(int rune) => rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
