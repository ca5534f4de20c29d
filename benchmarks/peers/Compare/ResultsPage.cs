using System.Text;

namespace DeepRec.Peers;

/// <summary>RESULTS.md: a section for each part, of which those that were run anew are replaced.</summary>
internal sealed class ResultsPage(string path)
{
    private const string Introduction = """
        # Results

        DeepRec beside others, the same work in turn on one machine: `benchmarks/compare.sh [part …]` measures, and replaces here the sections of the parts that it ran.
        One thread on each side unless it is said. A figure is the median of the rounds, a ratio the median of the rounds' ratios (above 1: ours is better),
        the spread their least and greatest. The machine is shared, so that single figures vary much more than ratios.

        """;

    /// <summary>Puts a section in the place of the one of that name, or in its order's place.</summary>
    public void Replace(ComparePart part, string circumstances, IEnumerable<Measurement> measurements)
    {
        var sections = Read();
        sections[part.Name] = $"{part.About}\n\n{circumstances}\n\n{Measurement.Head}\n{string.Join('\n', measurements.Select(measurement => measurement.Row()))}";
        var text = new StringBuilder(Introduction);
        foreach (string name in ComparePart.All.Select(known => known.Name).Where(sections.ContainsKey)) text.Append("\n## ").Append(name).Append("\n\n").Append(sections[name]).Append('\n');
        File.WriteAllText(path + ".tmp", text.ToString());
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private Dictionary<string, string> Read()
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path)) return sections;
        foreach (string section in File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n## ").Skip(1))
        {
            int end = section.IndexOf('\n', StringComparison.Ordinal);
            sections[section[..end].Trim()] = section[end..].Trim();
        }

        return sections;
    }
}
