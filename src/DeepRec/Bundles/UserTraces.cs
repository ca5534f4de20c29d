using System.Globalization;
using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Where a user stands in what bundles have in common, and the same without.</summary>
/// <param name="Pipeline">The pipeline that knows the user.</param>
/// <param name="User">The user's id.</param>
internal sealed record UserTraces(FittedPipeline Pipeline, string User)
{
    private const string Placeholder = "\uFFFF forgotten "; // no id that data would hold
    private readonly string _column = Pipeline.Schema.User!.Name;

    /// <summary>The number by which the model knows the user; <see langword="null"/> where it knows none.</summary>
    public int? Number => Vocabulary is { } known && known.Vocabulary.Contains(User) ? known.Vocabulary.IdOf(User) : null;

    /// <summary>What stands in the user's place among the ids, so that those of others stay as they are.</summary>
    public string Substitute => Enumerable.Range(1, int.MaxValue).Select(i => Placeholder + i.ToString(CultureInfo.InvariantCulture)).First(text => Vocabulary?.Vocabulary.Contains(text) != true);

    /// <summary>An id that nobody has, and that shares its vector with the substitute's new one.</summary>
    public string Nobody => Enumerable.Range(1, int.MaxValue).Select(i => "\uFFFF nobody " + i.ToString(CultureInfo.InvariantCulture)).First(text => Vocabulary?.Vocabulary.IdOf(text) is null or Preprocessing.Vocabulary.FirstBucket);

    private FittedVocabulary? Vocabulary => Pipeline.Steps.OfType<FittedVocabulary>().FirstOrDefault(step => step.Column == _column);

    /// <summary>The pipeline without the user: no entry of the vocabulary, no times.</summary>
    public FittedPipeline WithoutUser()
    {
        string substitute = Substitute;
        return new FittedPipeline(Pipeline.Schema, [.. Pipeline.Steps.Select(Without)], Pipeline.Inputs);

        FittedStep Without(FittedStep step) => step switch
        {
            FittedVocabulary known when known.Column == _column && known.Vocabulary.Contains(User) =>
                new FittedVocabulary(known.Column, [.. known.Values.Select(value => value == User ? substitute : value)], known.OutOfVocabularyBuckets),
            FittedTimeSinceLastEvent since when since.Seen.ContainsKey(User) =>
                new FittedTimeSinceLastEvent(since.Column, since.User, since.Encoding, since.Boundaries, since.Mean, since.Seen.Where(seen => seen.Key != User).ToDictionary(seen => seen.Key, seen => seen.Value)),
            _ => step,
        };
    }

    /// <summary>Rows that are not the user's.</summary>
    public Dataset Others(Dataset rows)
    {
        var users = rows.Column<CategoryColumn>(_column);
        return rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => users.TextAt(row) != User)]);
    }

    /// <summary>Weights in which the user's vectors are those of ids that are not known. Tables of users are found by the names that the library gives them.</summary>
    /// <param name="weights">Of the model.</param>
    public IReadOnlyList<NamedArray> Without(IReadOnlyList<NamedArray> weights)
    {
        if (Number is not { } number || Pipeline.Inputs.FirstOrDefault(input => input.Name == _column && input.Kind == FeatureInputKind.Id) is not { } input) return weights;
        string[] names = ["user", "users", "user_bias", EncoderPlan.SafeName(input.Name)];
        return [.. weights.Select(array => array.Type == ElementType.Float32 && array.Shape.Count > 0 && array.Shape[0] == input.Size && array.Name.Split('.').Intersect(names).Any() ? Without(array, number) : array)];
    }

    private static NamedArray Without(NamedArray table, int number)
    {
        byte[] data = table.Data.ToArray();
        int width = data.Length / (int)table.Shape[0];
        data.AsSpan(Preprocessing.Vocabulary.FirstBucket * width, width).CopyTo(data.AsSpan(number * width));
        return new NamedArray(table.Name, table.Type, data, [.. table.Shape]);
    }
}
