namespace DeepRec;

/// <summary>Rows of behaviour, column by column in memory: one <see cref="Column"/> for each feature of the schema.</summary>
/// <remarks>Immutable; safe from many threads. Memory: 4 bytes a row for a category or number, 8 for a time, and each distinct text once.</remarks>
public sealed partial class Dataset
{
    private readonly Column[] _columns;

    /// <summary>Puts columns under a schema.</summary>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="columns">One for each feature, in the schema's order, all of one length.</param>
    /// <exception cref="ArgumentException">The numbers or lengths differ.</exception>
    public Dataset(FeatureSchema schema, IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (_columns.Length != schema.Count) throw new ArgumentException($"{_columns.Length} columns for {schema.Count} features.", nameof(columns));
        for (int i = 1; i < _columns.Length; i++)
        {
            if (_columns[i].Count != _columns[0].Count)
            {
                throw new ArgumentException($"Column '{schema[i].Name}' has {_columns[i].Count} rows, '{schema[0].Name}' has {_columns[0].Count}.", nameof(columns));
            }
        }

        Schema = schema;
    }

    /// <summary>What the columns mean.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _columns[0].Count;

    /// <summary>The table of all users that the rows were joined with, if any; keyed by its user column.</summary>
    public Dataset? Users { get; private init; }

    /// <summary>The table of all items that the rows were joined with, if any; keyed by its item column. Items without a row are in the catalogue too.</summary>
    public Dataset? Items { get; private init; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Column this[string name] => _columns[Schema.IndexOf(name)];

    /// <summary>The column of a name and type.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it holds something else.</exception>
    public TColumn Column<TColumn>(string name) where TColumn : Column => this[name] as TColumn
        ?? throw new ArgumentException($"Column '{name}' is a {this[name].GetType().Name}, not a {typeof(TColumn).Name}. Check the order of the steps and the kind of the feature.", nameof(name));

    /// <summary>The rows at the given positions, in that order; positions may repeat.</summary>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        var selected = new Column[_columns.Length];
        for (int i = 0; i < selected.Length; i++) selected[i] = _columns[i].Select(rows);
        return new Dataset(Schema, selected) { Users = Users, Items = Items };
    }

    /// <summary>A copy with one column replaced, or added at the end where the name is new.</summary>
    public Dataset With(Feature feature, Column column)
    {
        ArgumentNullException.ThrowIfNull(feature);
        ArgumentNullException.ThrowIfNull(column);
        var schema = Schema.Contains(feature.Name) ? Schema.With(feature) : new FeatureSchema(Schema.Append(feature));
        Column[] columns = Schema.Contains(feature.Name) ? [.. _columns] : [.. _columns, column];
        columns[schema.IndexOf(feature.Name)] = column;
        return new Dataset(schema, columns) { Users = Users, Items = Items };
    }

    /// <summary>A copy with one column's values replaced.</summary>
    public Dataset With(string name, Column column) => With(Schema[name], column);

    /// <summary>A copy without one column.</summary>
    public Dataset Without(string name)
    {
        int position = Schema.IndexOf(name);
        return new Dataset(new FeatureSchema(Schema.Where((_, i) => i != position)), _columns.Where((_, i) => i != position)) { Users = Users, Items = Items };
    }

    /// <summary>These rows followed by those of another dataset of the same schema.</summary>
    /// <exception cref="ArgumentException">The schemas differ.</exception>
    public Dataset Concat(params IReadOnlyList<Dataset> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (others.Any(o => !o.Schema.SequenceEqual(Schema))) throw new ArgumentException("The schemas differ.", nameof(others));
        return new Dataset(Schema, _columns.Select((column, i) => column.Append([.. others.Select(o => o._columns[i])]))) { Users = Users, Items = Items };
    }

    /// <summary>A copy that knows the tables of all users and all items.</summary>
    internal Dataset WithTables(Dataset? users, Dataset? items) => new(Schema, _columns) { Users = users, Items = items };

    /// <summary>A copy in which features have other roles.</summary>
    internal Dataset WithSchema(FeatureSchema schema) => new(schema, _columns) { Users = Users, Items = Items };
}
