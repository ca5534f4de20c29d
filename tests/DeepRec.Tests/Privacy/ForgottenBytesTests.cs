using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Privacy;

/// <summary>What was a user's is sought in all bytes of the file, in every form that it could have there. Ids are of several scripts, with signs that JSON escapes; times and numbers are the user's alone.</summary>
public sealed class ForgottenBytesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrainingSet Rows = Make();
    private readonly Tensors.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NothingOfTheUserIsInABundleOfRatings()
    {
        using var known = SmallShop.TrainOn<string, string>(Rows, SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });
        string user = known.Bundle.Golden["User"].TextAt(0)!;
        using var forgotten = known.Forget(user);

        var vectors = Vectors(known.Pipeline, known.Bundle.Model.Weights(), user);
        Assert.Equal("encoder.User.table.weight", Assert.Single(vectors).Form);
        Compare(Saved(known.Save), Saved(forgotten.Save), [.. Of(user), .. vectors], ["id as UTF-8", "age", "stars", "time", .. vectors.Select(vector => vector.Form)]);
    }

    [Theory]
    [InlineData("events", false)]
    [InlineData("events", true)]
    [InlineData("user's id", false)]
    [InlineData("ease", false)]
    public void NothingOfTheUserIsInABundleOfRankings(string model, bool keepsMoments)
    {
        RankingModelOptions options = model switch
        {
            "events" => new SoftmaxRankerOptions
            {
                Scorer = new FactoredScorer { Dimension = 6, UserId = true, History = new PooledHistoryOptions { Length = 6, TimeGaps = true }, Histories = new Dictionary<string, HistoryOptions> { ["bought"] = new PooledHistoryOptions { Actions = ["buy"], Length = 3, Events = ["Seconds"] } }, ResidualWidth = 0 },
                Loss = new FullSoftmaxLoss(),
            },
            "ease" => new EaseOptions(),
            _ => new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 6, UserId = true, History = null, ResidualWidth = 0 }, Loss = new FullSoftmaxLoss() },
        };
        using var known = SmallRanking.TrainOn<string, string>(Rows, new RankingOptions { Model = options, KeepOptimizerState = keepsMoments, Trainer = new TrainerOptions { Epochs = 1, BatchSize = 60 } });
        string user = known.Bundle.Golden["User"].TextAt(0)!;
        using var forgotten = known.Forget(user, TestContext.Current.CancellationToken);
        var interactions = known.Bundle.Interactions;
        int row = known.Bundle.Users.RowOf(user);
        int[] history = interactions.Items[interactions.Offsets[row]..interactions.Offsets[row + 1]];

        var vectors = Vectors(known.Pipeline, known.Bundle.Scorer.Export(), user);
        Assert.Equal(model == "ease" ? 0 : 1, vectors.Count);
        Compare(
            Saved(known.Save), Saved(forgotten.Save),
            [.. Of(user), .. vectors, ("history", Bytes<int>(history)), ("history, wide", Bytes<long>([.. history.Select(item => (long)item)]))],
            ["id as UTF-8", "age", "history", .. vectors.Select(vector => vector.Form), .. model == "events" ? ["time", "seconds"] : Array.Empty<string>()]);
    }

    // Each form must be absent after, and those that are named present before, lest the search be blind.
    private static void Compare(byte[] before, byte[] after, IReadOnlyList<(string Form, byte[] Bytes)> forms, string[] known)
    {
        Assert.All(known, form => Assert.True(forms.Where(one => one.Form == form).Any(one => before.AsSpan().IndexOf(one.Bytes) >= 0), $"{form} is not in the bundle to begin with."));
        Assert.All(forms, one => Assert.True(after.AsSpan().IndexOf(one.Bytes) < 0, $"{one.Form} is left."));
    }

    private static IEnumerable<(string Form, byte[] Bytes)> Of(string user)
    {
        string escaped = JsonSerializer.Serialize(user)[1..^1], relaxed = JsonEncodedText.Encode(user, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        byte[] hash = new byte[8], swapped = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, StableHash.Of(user));
        BinaryPrimitives.WriteUInt64BigEndian(swapped, StableHash.Of(user));
        yield return ("id as UTF-8", Encoding.UTF8.GetBytes(user));
        yield return ("id as UTF-16", Encoding.Unicode.GetBytes(user));
        yield return ("id as UTF-16, big end first", Encoding.BigEndianUnicode.GetBytes(user));
        yield return ("id as UTF-32", Encoding.UTF32.GetBytes(user));
        yield return ("id in JSON", Encoding.UTF8.GetBytes(escaped));
        yield return ("id in JSON, small letters", Encoding.UTF8.GetBytes(escaped.ToLowerInvariant()));
        yield return ("id in JSON, little escaped", Encoding.UTF8.GetBytes(relaxed));
        yield return ("id in base64", Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(user)).TrimEnd('=')));
        yield return ("id in hexadecimal", Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(user))));
        yield return ("hash", hash);
        yield return ("hash, big end first", swapped);
        yield return ("hash as text", Encoding.UTF8.GetBytes(StableHash.Of(user).ToString(CultureInfo.InvariantCulture)));
        yield return ("hash in hexadecimal", Encoding.UTF8.GetBytes(StableHash.Of(user).ToString("x16", CultureInfo.InvariantCulture)));
        for (int row = 0; row < Rows.Count; row++)
        {
            if (Rows.Rows["User"].TextAt(row) != user) continue;
            yield return ("age", Bytes<float>([Rows.Rows.Column<NumberColumn>("Age").Values[row]]));
            yield return ("stars", Bytes<float>([Rows.Rows.Column<NumberColumn>("Stars").Values[row]]));
            yield return ("seconds", Bytes<float>([Rows.Rows.Column<NumberColumn>("Seconds").Values[row]]));
            yield return ("time", Bytes<long>([Rows.Rows.Column<DateTimeColumn>("At").Ticks[row]]));
        }
    }

    // The user's row of every table that has one for each id; single numbers say too little to be sought.
    private static List<(string Form, byte[] Bytes)> Vectors(FittedPipeline pipeline, IReadOnlyList<NamedArray> weights, string user)
    {
        var vocabulary = pipeline.Steps.OfType<FittedVocabulary>().Single(step => step.Column == "User").Vocabulary;
        int size = pipeline.Inputs.Single(input => input.Name == "User").Size;
        return [.. weights.Where(array => array.Type == ElementType.Float32 && array.Shape.Count == 2 && array.Shape[0] == size && array.Shape[1] > 1).Select(VectorOf)];

        (string Form, byte[] Bytes) VectorOf(NamedArray table) => (table.Name, Bytes<float>(table.ToArray<float>().AsSpan(vocabulary.IdOf(user) * (int)table.Shape[1], (int)table.Shape[1])));
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values) where T : struct => MemoryMarshal.AsBytes(values).ToArray();

    private byte[] Saved(Action<string> save)
    {
        string path = _folder.File("bundle.deeprec");
        save(path);
        return File.ReadAllBytes(path); // parts are stored, not compressed
    }

    // 23 users, 11 items; no two rows share a time, a rating or a number, no two users an age.
    private static TrainingSet Make()
    {
        var random = new SeededRandom(5);
        return new TrainingSet(Dataset.From(Enumerable.Range(0, 400).Select(row =>
        {
            int user = random.NextInt(23);
            return new Act($"Zoë \"東京\" & <пользователь> №{user} of the long names", $"i{random.NextInt(11)}", Start.AddTicks((row * 7_654_321_987L) + 1_234_567), random.NextInt(3) == 0 ? "buy" : "click", 1.0123f + (row * 0.0137f), 1.2345f + (row * 0.0091f), 20.017f + (user * 1.0313f));
        })));
    }

    private sealed record Act(
        [User] string User, [Item] string Item, [Timestamp] DateTimeOffset At, [Categorical(About = FeatureRole.Event)] string Action, [Numeric(About = FeatureRole.Event)] float Seconds,
        [Label] float Stars, [Numeric(About = FeatureRole.UserFeature)] float Age);
}
