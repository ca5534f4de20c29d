using System.Text.Json;

namespace DeepRec.OnnxServing;

/// <summary>Which items each user met in training.</summary>
internal sealed class MetItems
{
    private readonly int[] _offsets;
    private readonly int[] _items;

    /// <exception cref="InvalidDataException">They do not fit the users or the items.</exception>
    public MetItems(JsonElement offsets, JsonElement items, int users, int itemCount)
    {
        _offsets = [.. offsets.EnumerateArray().Select(offset => offset.GetInt32())];
        _items = [.. items.EnumerateArray().Select(item => item.GetInt32())];
        bool rises = _offsets.Length == users + 1 && _offsets[0] == 0 && _offsets[^1] == _items.Length;
        for (int user = 0; rises && user < users; user++) rises = _offsets[user] <= _offsets[user + 1];
        if (!rises || _items.Any(item => (uint)item >= (uint)itemCount)) throw new InvalidDataException("The items met are not those of these users.");
        Counts = new int[itemCount];
        foreach (int item in _items) Counts[item]++;
    }

    /// <summary>How often each item was met.</summary>
    public int[] Counts { get; }

    /// <summary>A user's, oldest first; none of a user who is not known, −1.</summary>
    public ReadOnlySpan<int> Of(int user) => user < 0 ? [] : _items.AsSpan(_offsets[user].._offsets[user + 1]);
}
