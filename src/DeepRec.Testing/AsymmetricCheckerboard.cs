using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.Random;

namespace DeepRec.Testing;

/// <summary>
/// Users and items in five groups each, with a rule that has one answer for every pair and that no sum of a user bias and an item bias can express.
/// A model that learns it from the visible pairs has learned an interaction; one that swaps users with items, or high with low, fails.
/// </summary>
/// <remarks>
/// User u is in group u mod 5, item i in group i mod 5. The answer is high where (item group − user group) mod 5 is 1 or 2, else low: two of five groups
/// for every user and every item, so that all users and all items have the same mean. Swapping users and items asks for a difference of 3 or 4, and
/// the complement for 0, 3 or 4: other rules. Immutable; safe from many threads.
/// </remarks>
public sealed class AsymmetricCheckerboard
{
    /// <summary>The value where the rule holds.</summary>
    public const float High = 0.9f;

    /// <summary>The value elsewhere.</summary>
    public const float Low = 0.1f;

    private const int Groups = 5;

    private AsymmetricCheckerboard(int users, int items, IReadOnlyList<CheckerboardRow> visible, IReadOnlyList<CheckerboardRow> heldOut) =>
        (Users, Items, Visible, HeldOut) = (users, items, visible, heldOut);

    /// <summary>How many users there are.</summary>
    public int Users { get; }

    /// <summary>How many items there are.</summary>
    public int Items { get; }

    /// <summary>The pairs to learn from, in random order: every user and every item has at least two.</summary>
    public IReadOnlyList<CheckerboardRow> Visible { get; }

    /// <summary>The pairs that are kept back, with their answers, in random order.</summary>
    public IReadOnlyList<CheckerboardRow> HeldOut { get; }

    /// <summary>Makes a board.</summary>
    /// <param name="users">How many users, a multiple of 5.</param>
    /// <param name="items">How many items, a multiple of 5.</param>
    /// <param name="heldOutFraction">The share of pairs kept back, above 0 and at most 0.5.</param>
    /// <param name="seed">Decides which pairs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no multiple of 5, or the fraction is outside its range.</exception>
    public static AsymmetricCheckerboard Create(int users = 40, int items = 50, double heldOutFraction = 0.2, int seed = 42)
    {
        CheckMultiple(users, nameof(users));
        CheckMultiple(items, nameof(items));
        if (!(heldOutFraction > 0 && heldOutFraction <= 0.5))
        {
            throw new ArgumentOutOfRangeException(
                nameof(heldOutFraction), heldOutFraction, string.Create(CultureInfo.InvariantCulture, $"The share of pairs to hold out is above 0 and at most 0.5; {heldOutFraction} is not."));
        }

        int wanted = (int)Math.Round(heldOutFraction * users * items, MidpointRounding.AwayFromZero);
        int[] pairs = [.. Enumerable.Range(0, users * items)];
        Combinatorics.SelectPermutationInplace(pairs, new Xoshiro256StarStar(seed, threadSafe: false));
        var ofUser = new int[users];
        var ofItem = new int[items];
        Array.Fill(ofUser, items);
        Array.Fill(ofItem, users);
        var visible = new List<CheckerboardRow>();
        var heldOut = new List<CheckerboardRow>();
        foreach (int pair in pairs)
        {
            var (user, item) = (pair / items, pair % items);
            bool isHeldOut = heldOut.Count < wanted && ofUser[user] > 2 && ofItem[item] > 2;
            (isHeldOut ? heldOut : visible).Add(new CheckerboardRow(Id('u', user), Id('i', item), AnswerOf(user, item)));
            if (isHeldOut) (ofUser[user], ofItem[item]) = (ofUser[user] - 1, ofItem[item] - 1);
        }

        return new AsymmetricCheckerboard(users, items, visible, heldOut);
    }

    /// <summary>The answer for any pair, held out or not.</summary>
    /// <param name="userNumber">The number in the user's id.</param>
    /// <param name="itemNumber">The number in the item's id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The board has no such user or item.</exception>
    public float Answer(int userNumber, int itemNumber)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(userNumber, Users);
        ArgumentOutOfRangeException.ThrowIfNegative(itemNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(itemNumber, Items);
        return AnswerOf(userNumber, itemNumber);
    }

    /// <summary>The visible pairs as a dataset to learn from.</summary>
    public Dataset ToDataset() => Dataset.From(Visible);

    /// <summary>The held-out pairs as a dataset to test on.</summary>
    public Dataset ToHeldOutDataset() => Dataset.From(HeldOut);

    private static float AnswerOf(int user, int item) => ((item - user) % Groups + Groups) % Groups is 1 or 2 ? High : Low;

    private static string Id(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");

    private static void CheckMultiple(int value, string name)
    {
        if (value < Groups || value % Groups != 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The five groups are of one size: {name} must be a multiple of {Groups}, at least {Groups}; {value} is not.");
        }
    }
}
