using System.CommandLine;

namespace DeepRec.Quality;

/// <summary>What the columns of any CSV file are.</summary>
internal sealed class CsvMappingOptions
{
    private readonly Option<string?> _user = new("--user") { Description = "CSV: the user's column; guessed without." };
    private readonly Option<string?> _item = new("--item") { Description = "CSV: the item's column; guessed without." };
    private readonly Option<string?> _timestamp = new("--timestamp") { Description = "CSV: the time's column; guessed without." };
    private readonly Option<string> _label = new("--label") { DefaultValueFactory = _ => "rating", Description = "CSV: the rating's column." };
    private readonly Option<string> _separator = new("--separator") { DefaultValueFactory = _ => ",", Description = "CSV: what stands between fields." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "CSV: there is no header; columns are column1, column2, …" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _user, _item, _timestamp, _label, _separator, _noHeader }) command.Add(option);
    }

    public CsvMapping Of(ParseResult parsed) => new(
        parsed.GetValue(_label)!,
        [
            .. parsed.GetValue(_user) is { } user ? [Feature.User(user)] : Array.Empty<Feature>(),
            .. parsed.GetValue(_item) is { } item ? [Feature.Item(item)] : Array.Empty<Feature>(),
            .. parsed.GetValue(_timestamp) is { } time ? [Feature.Timestamp(time)] : Array.Empty<Feature>(),
        ],
        new CsvOptions { Separator = parsed.GetValue(_separator)!, HasHeader = !parsed.GetValue(_noHeader) });
}
