using System.Security.Cryptography;
using System.Text;

namespace DeepRec;

/// <summary>
/// Other names for ids, by a secret key: HMAC-SHA-256 of the id (RFC 2104; NIST FIPS 198-1), its first 128 bits as 22 letters of base64url. Who has no key can neither tell an id from its pseudonym nor try ids
/// out; who has it can, and so pseudonymous data is still personal data.
/// </summary>
/// <remarks>
/// A step before the pipeline: rows are given pseudonyms before a recommender is trained, and a request's id when it is asked, so that the key is in no bundle and no bundle holds an id. Keep the key where
/// secrets are kept. Immutable; safe from many threads.
/// </remarks>
public sealed class Pseudonyms
{
    private const int LeastKey = 16;
    private const int KeptBytes = 16; // two of 2⁶⁴ ids would share one by chance
    private readonly byte[] _key;

    /// <summary>Takes a key, which is copied.</summary>
    /// <param name="key">At least 16 bytes, better 32, of a cryptographic generator: <see cref="NewKey"/>.</param>
    /// <exception cref="ArgumentException">The key is shorter.</exception>
    public Pseudonyms(ReadOnlySpan<byte> key)
    {
        if (key.Length < LeastKey) throw new ArgumentException($"The key has {key.Length} bytes; give it at least {LeastKey}, such as Pseudonyms.NewKey().", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>A new key of 32 bytes from the system's cryptographic generator.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    /// <summary>The pseudonym of an id: 22 characters, always the same for the same key.</summary>
    /// <param name="id">The id as text, as it stands in the data.</param>
    public string Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id), hash);
        return Convert.ToBase64String(hash[..KeptBytes])[..22].Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Rows with pseudonyms in the place of a column's ids, and the table of users or items that they were joined with likewise. Missing ids stay missing.</summary>
    /// <param name="rows">The rows; they stay as they are.</param>
    /// <param name="column">A column of ids.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds no categories.</exception>
    public Dataset Replace(Dataset rows, string column)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var role = rows.Schema[column].Role;
        return rows.With(column, Replaced(rows.Column<CategoryColumn>(column))).WithTables(Table(rows.Users, FeatureRole.User), Table(rows.Items, FeatureRole.Item));

        Dataset? Table(Dataset? table, FeatureRole id) => table is null || role != id || table.Schema.FirstOrDefault(f => f.Role == id) is not { } key ? table : table.With(key.Name, Replaced(table.Column<CategoryColumn>(key.Name)));
    }

    // Of what rows hold alone: other ids of the dataset would else come along.
    private CategoryColumn Replaced(CategoryColumn ids)
    {
        int[] counts = ids.CountValues();
        return new CategoryColumn(ids.Codes.ToArray(), [.. ids.Values.Select((id, code) => counts[code] == 0 ? $"unused {code}" : Of(id))]);
    }
}
