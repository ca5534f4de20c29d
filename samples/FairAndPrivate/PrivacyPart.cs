using System.Text;
using DeepRec;
using DeepRec.Models;

namespace FairAndPrivate;

/// <summary>A model that knows its rows too well, the same behind noise, and one who asks to be forgotten.</summary>
internal static class PrivacyPart
{
    private static readonly RecommenderOptions Plain = new()
    {
        Model = new MlpRatingPredictorOptions { HiddenLayers = [32], EmbeddingDimension = 8, StandardizeLabel = true, Biases = true, InnerProduct = true },
        Trainer = new TrainerOptions { Epochs = 30, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
    };

    public static void Run(Dataset ratings)
    {
        var (members, rest) = Split.Random(ratings, testFraction: 0.5, seed: 42);
        var others = Known(rest, members.Rows, ratings.Schema.Item!.Name);
        using var plain = Recommender.Train<string, string>(members, Plain);
        using var hidden = Recommender.Train<string, string>(members, Plain with
        {
            Trainer = Plain.Trainer with { Epochs = 20, BatchSize = 1000, Privacy = new PrivacyOptions { Epsilon = 1, Delta = 1e-6, Unit = PrivacyUnit.Example } },
        });

        Sheet.Print(
            "Privacy: half of the ratings is learned from, the other half is what an attacker compares with", ["model", "RMSE", "attack [95 %]", "epsilon", "delta", "noise", "steps"],
            [Row("plain", plain, members.Rows, others), Row("private, a row hidden", hidden, members.Rows, others)]);
        Forget(plain, ratings);
    }

    // Which items there are is not hidden: an attacker who looks at others would see that alone.
    private static Dataset Known(Dataset rows, Dataset members, string item)
    {
        HashSet<string?> met = [.. Enumerable.Range(0, members.Count).Select(members[item].TextAt)];
        return rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => met.Contains(rows[item].TextAt(row)))]);
    }

    private static string[] Row(string name, Recommender<string, string> model, Dataset members, Dataset others)
    {
        var (area, lower, upper) = MembershipAttack.On(model, members, others);
        string[] spent = model.Privacy is { } p ? [Sheet.Of(p.Epsilon), $"{p.Delta:0e0}", Sheet.Of(p.NoiseMultiplier), $"{p.Steps}"] : ["none", "", "", ""];
        return [name, Sheet.Of(model.Evaluate(others).RootMeanSquaredError), Sheet.Of(area, lower, upper), .. spent];
    }

    private static void Forget(Recommender<string, string> recommender, Dataset ratings)
    {
        string column = ratings.Schema.User!.Name, user = ratings[column].TextAt(0)!;
        string[] others = [.. Enumerable.Range(0, ratings.Count).Select(row => ratings[column].TextAt(row)!).Distinct().Where(id => id != user).Take(50)];
        using var forgotten = recommender.Forget(user);
        bool same = others.All(other => recommender.Recommend(other, 10).Select(r => (r.Item, r.Score)).SequenceEqual(forgotten.Recommend(other, 10).Select(r => (r.Item, r.Score))));
        Sheet.Print($"Forgetting {user}", ["", "before", "after"],
        [
            ["the id in the bundle's bytes", Times(recommender.Save, user), Times(forgotten.Save, user)],
            ["users known", $"{recommender.UserCount}", $"{forgotten.UserCount}"],
            ["asked as", $"{recommender.Recommend(user, 1)[0].Rung}", $"{forgotten.Recommend(user, 1)[0].Rung}"],
            ["lists of 50 others", "", same ? "the same to the bit" : "OTHERS"],
        ]);
    }

    private static string Times(Action<string> save, string id)
    {
        string path = Path.GetTempFileName();
        try
        {
            save(path);
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            return id.Length < 4 ? "(too short to be told)" : $"{bytes.Count(Encoding.UTF8.GetBytes(id))} times";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
