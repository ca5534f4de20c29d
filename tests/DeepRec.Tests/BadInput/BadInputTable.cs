using DeepRec.Tests.Architecture;

namespace DeepRec.Tests.BadInput;

/// <summary>The rows of docs/bad-input.md: the id of a case and the message that it promises.</summary>
internal static class BadInputTable
{
    public static IReadOnlyDictionary<string, string> Messages { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var messages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Repository.PathOf("docs", "bad-input.md")))
        {
            // A bar within a cell is written \|, code stands between backticks.
            string[] cells = [.. line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|').Select(cell => cell.Trim().Replace('\u0001', '|'))];
            if (cells.Length != 6 || !cells[1].StartsWith('`')) continue;
            Assert.All(cells[1..5], cell => Assert.False(string.IsNullOrWhiteSpace(cell), line));
            Assert.True(messages.TryAdd(cells[1].Trim('`'), cells[3].Trim('`').Trim()), $"The case {cells[1]} stands in the table twice.");
        }

        return messages;
    }
}
