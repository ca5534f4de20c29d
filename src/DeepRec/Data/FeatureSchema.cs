using System.Collections;
using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>The features of a dataset, in order: what a row means.</summary>
/// <remarks>Immutable; safe from many threads. Names are compared exactly (ordinal).</remarks>
public sealed class FeatureSchema : IReadOnlyList<Feature>
{
    private readonly Feature[] _features;
    private readonly Dictionary<string, int> _positions;

    /// <summary>Collects features into a schema.</summary>
    /// <param name="features">At least one; names distinct; at most one user, item, label and timestamp.</param>
    /// <exception cref="ArgumentException">A name or a single role occurs twice, or there is no feature.</exception>
    public FeatureSchema(IEnumerable<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        _features = [.. features];
        if (_features.Length == 0) throw new ArgumentException("A schema needs at least one feature.", nameof(features));

        _positions = new Dictionary<string, int>(_features.Length, StringComparer.Ordinal);
        for (int i = 0; i < _features.Length; i++)
        {
            if (!_positions.TryAdd(_features[i].Name, i))
            {
                throw new ArgumentException($"Feature '{_features[i].Name}' is stated twice. Give each column one feature.", nameof(features));
            }
        }

        User = Single(FeatureRole.User);
        Item = Single(FeatureRole.Item);
        Label = Single(FeatureRole.Label);
        Timestamp = Single(FeatureRole.Timestamp);
    }

    /// <summary>The schema of a row type, read from its attributes.</summary>
    /// <typeparam name="TRow">A class, record or struct whose properties or constructor parameters carry <see cref="FeatureAttribute"/>s.</typeparam>
    /// <exception cref="ArgumentException">No attribute is found, or a property's type does not suit its attribute.</exception>
    public static FeatureSchema Of<TRow>() => RowAccessors<TRow>.Instance.Schema;

    /// <summary>What a message lists, in the order given; that there are none it says too.</summary>
    internal static string NamesOf(IEnumerable<Feature> features) => string.Join(", ", features.Select(feature => feature.Name)) is { Length: > 0 } names ? names : "none";

    /// <summary>The user's id, if there is one.</summary>
    public Feature? User { get; }

    /// <summary>The item's id, if there is one.</summary>
    public Feature? Item { get; }

    /// <summary>The value to be predicted, if there is one.</summary>
    public Feature? Label { get; }

    /// <summary>The time of a row, if there is one.</summary>
    public Feature? Timestamp { get; }

    /// <inheritdoc/>
    public int Count => _features.Length;

    /// <inheritdoc/>
    [IndexerName("FeatureAt")]
    public Feature this[int index] => _features[index];

    /// <summary>The feature of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    [IndexerName("FeatureAt")]
    public Feature this[string name] => _features[IndexOf(name)];

    /// <summary>Whether a feature of this name exists.</summary>
    public bool Contains(string name) => _positions.ContainsKey(name);

    /// <summary>A copy in which the feature of the same name is replaced.</summary>
    /// <exception cref="ArgumentException">There is no feature of that name.</exception>
    public FeatureSchema With(Feature feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        int position = IndexOf(feature.Name);
        return new FeatureSchema(_features.Select((old, i) => i == position ? feature : old));
    }

    /// <inheritdoc/>
    public IEnumerator<Feature> GetEnumerator() => ((IEnumerable<Feature>)_features).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int IndexOf(string name) =>
        _positions.TryGetValue(name, out int position)
            ? position
            : throw new ArgumentException($"There is no column '{name}'. Columns: {string.Join(", ", _features.Select(f => f.Name))}.", nameof(name));

    private Feature? Single(FeatureRole role)
    {
        var found = _features.Where(f => f.Role == role).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new ArgumentException($"'{found[0].Name}' and '{found[1].Name}' both have the role {role}. Keep one; make the other a context or a user or item feature.");
    }
}
