using System.Globalization;

namespace DeepRec;

/// <summary>
/// Parts a dataset into rows to learn from and rows to test on. Pure functions of the data and the seed: the same in every version and on every machine.
/// Both parts keep the rows' order, and the tables of users and items where the dataset has them.
/// </summary>
/// <remarks>
/// A part of n rows' fraction f has round(f × n) rows, halves rounded up, but at least one row, and leaves at least one.
/// Each part is a copy: both together take as much memory as the dataset. Safe from many threads.
/// </remarks>
public static partial class Split
{
    /// <summary>Holds out rows at random. Future and past mix in both parts: where rows have a time, <see cref="ByTime"/> says more about use.</summary>
    /// <param name="data">The rows, at least two.</param>
    /// <param name="testFraction">The share of rows to test on, above 0 and below 1.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static DataSplit Random(Dataset data, double testFraction = 0.2, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(data);
        int testCount = CountPart(data.Count, testFraction, nameof(testFraction));
        var isTest = new bool[data.Count];
        foreach (int row in Permutation.Of(data.Count, unchecked((ulong)seed)).AsSpan(0, testCount)) isTest[row] = true;
        return Part(data, isTest);
    }

    /// <summary>Cross-validation: each row is a test row in exactly one of the splits, drawn at random; the folds' sizes differ by at most one.</summary>
    /// <param name="data">The rows, at least as many as folds.</param>
    /// <param name="folds">How many splits, at least 2.</param>
    /// <param name="seed">Decides which rows go together.</param>
    /// <returns>One split a fold, all in memory at once: about <paramref name="folds"/> times the dataset.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 folds, or more folds than rows.</exception>
    public static IReadOnlyList<DataSplit> KFold(Dataset data, int folds = 5, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (folds > data.Count) throw new ArgumentOutOfRangeException(nameof(folds), folds, $"{folds} folds need as many rows; there are {data.Count}. Use fewer folds.");
        int[] order = Permutation.Of(data.Count, unchecked((ulong)seed));
        var splits = new DataSplit[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            var isTest = new bool[data.Count];
            for (int i = fold; i < order.Length; i += folds) isTest[order[i]] = true;
            splits[fold] = Part(data, isTest);
        }

        return splits;
    }

    /// <summary>Holds out the rows of given numbers, such as a published list.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="testRows">Row numbers from 0, distinct, in any order, neither none nor all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the dataset.</exception>
    /// <exception cref="ArgumentException">A number occurs twice, or a part would be empty.</exception>
    public static DataSplit ByRows(Dataset data, IEnumerable<int> testRows)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(testRows);
        var isTest = new bool[data.Count];
        foreach (int row in testRows)
        {
            if ((uint)row >= (uint)isTest.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(testRows), row, $"Row {row} is outside 0…{isTest.Length - 1}. Rows are counted from 0, without the header.");
            }

            if (isTest[row]) throw new ArgumentException($"Row {row} is listed twice. List each test row once.", nameof(testRows));
            isTest[row] = true;
        }

        return Part(data, isTest);
    }

    /// <summary>Holds out all rows of given users, to measure a model on users it never saw. Rows without a user stay in training.</summary>
    /// <typeparam name="TUser">The type of the users' ids.</typeparam>
    /// <param name="data">The rows; the schema has a user.</param>
    /// <param name="users">Their ids, each with at least one row; repeats are ignored.</param>
    /// <exception cref="ArgumentException">There is no user column, a user has no row, or a part would be empty.</exception>
    public static DataSplit ByUsers<TUser>(Dataset data, IEnumerable<TUser> users) where TUser : notnull
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(users);
        var column = UserColumn(data);
        var counts = column.CountValues();
        var codes = new Dictionary<string, int>(column.Values.Count, StringComparer.Ordinal);
        for (int code = 0; code < counts.Length; code++) codes[column.Values[code]] = code;

        var isHeldOut = new bool[counts.Length];
        foreach (var user in users)
        {
            string text = KeyText<TUser>.Format(user).Trim();
            if (!codes.TryGetValue(text, out int code) || counts[code] == 0)
            {
                throw new ArgumentException($"User '{text}' has no row in column '{data.Schema.User!.Name}'. List users of the dataset.", nameof(users));
            }

            isHeldOut[code] = true;
        }

        return Part(data, Array.ConvertAll(column.Codes.ToArray(), code => code != CategoryColumn.Missing && isHeldOut[code]));
    }

    /// <summary>Takes two datasets as they are, such as a published fold.</summary>
    /// <param name="train">The rows to learn from, at least one.</param>
    /// <param name="test">The rows to test on, at least one, with the same columns.</param>
    /// <exception cref="ArgumentException">The schemas differ, or a part is empty.</exception>
    public static DataSplit Predefined(Dataset train, Dataset test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        for (int i = 0; i < Math.Max(train.Schema.Count, test.Schema.Count); i++)
        {
            var ofTrain = i < train.Schema.Count ? train.Schema[i] : null;
            var ofTest = i < test.Schema.Count ? test.Schema[i] : null;
            if (ofTrain == ofTest) continue;
            throw new ArgumentException(
                $"Column {i} is {Describe(ofTrain)} in the training part and {Describe(ofTest)} in the test part. Read both with one schema.", nameof(test));
        }

        if (test.Count == 0) throw new ArgumentException("The test part has no rows. Check its file.", nameof(test));
        return new DataSplit(new TrainingSet(train), test);
    }

    private static string Describe(Feature? feature) => feature is null ? "absent" : $"'{feature.Name}' ({feature.Kind}, {feature.Role}, separator '{feature.Separator}')";

    private static CategoryColumn UserColumn(Dataset data) => data.Schema.User is { } user
        ? data.Column<CategoryColumn>(user.Name)
        : throw new ArgumentException("The dataset has no user column. Mark it with [User] or Feature.User, or use Split.Random.", nameof(data));

    private static void CheckFraction(double fraction, string parameter)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(parameter, fraction, string.Create(CultureInfo.InvariantCulture, $"A fraction is above 0 and below 1; {fraction} is not."));
        }
    }

    private static int CountPart(int count, double fraction, string parameter)
    {
        CheckFraction(fraction, parameter);
        return count >= 2
            ? Math.Clamp((int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1, count - 1)
            : throw new ArgumentException($"Two parts need at least two rows; there are {count}.");
    }

    private static DataSplit Part(Dataset data, bool[] isTest)
    {
        int testCount = isTest.Count(test => test);
        if (testCount == 0) throw new ArgumentException("No row is left to test on. Check what the split was asked to hold out.", nameof(data));
        if (testCount == isTest.Length) throw new ArgumentException("No row is left to learn from. Hold out fewer rows.", nameof(data));
        var train = new int[isTest.Length - testCount];
        var test = new int[testCount];
        for (int row = 0, t = 0, s = 0; row < isTest.Length; row++)
        {
            if (isTest[row]) test[s++] = row;
            else train[t++] = row;
        }

        return new DataSplit(new TrainingSet(data.Select(train)), data.Select(test));
    }
}
