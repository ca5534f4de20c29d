namespace DeepRec;

/// <summary>Ratings with made-up profiles among them: what a defence is tried on. Immutable, so safe from many threads.</summary>
public sealed record ShillingAttack
{
    private ShillingAttack()
    {
    }

    /// <summary>The ratings that were given, and behind them those of the profiles.</summary>
    public Dataset Rows { get; private init; } = null!;

    /// <summary>The ids of the made-up users.</summary>
    public IReadOnlyList<string> Profiles { get; private init; } = [];

    /// <summary>The id of the item that they are about.</summary>
    public string Target { get; private init; } = "";

    /// <summary>Adds profiles to ratings. Each rates the target, and fillers drawn from all other items with the same chance; ratings take the levels that the data has.</summary>
    /// <param name="ratings">Rows with columns of user, item and label. Features of the made-up users are missing; an item's row also gives its features, the time and the context.</param>
    /// <param name="options">The attack; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A column is absent, there are no ratings or fewer than two items, or the target is none of the items.</exception>
    public static ShillingAttack Plant(Dataset ratings, ShillingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        options ??= new ShillingOptions();
        var known = new RatedProfiles(ratings);
        if (known.ItemCodes.Length < 2) throw new ArgumentException("An attack needs two items or more.", nameof(ratings));
        var random = new SeededRandom((ulong)options.Seed);
        int target = options.Target is null ? known.ItemCodes[random.NextInt(known.ItemCodes.Length)]
            : known.ItemCodes.FirstOrDefault(code => known.Items.Values[code] == options.Target, -1);
        if (target < 0) throw new ArgumentException($"The target '{options.Target}' is none of the rated items.", nameof(options));

        var plan = new ShillingPlan(known, options, target);
        var (rows, labels, users) = (new List<int>(), new List<float>(), new List<int>());
        int profiles = Math.Max(1, (int)Math.Round(options.AttackSize * known.UserCodes.Length));
        for (int profile = 0; profile < profiles; profile++)
        {
            foreach (var (row, label) in plan.Profile(ref random))
            {
                rows.Add(row);
                labels.Add(label);
                users.Add(profile);
            }
        }

        string[] names = NamesFor(profiles, known.Users.Values);
        var made = new Dataset(ratings.Schema, ratings.Schema.Select(feature => feature.Role switch
        {
            FeatureRole.User => new CategoryColumn([.. users], names),
            FeatureRole.Label => new NumberColumn([.. labels]),
            FeatureRole.UserFeature => SideTable.WithMissingRow(ratings[feature.Name]).Select([.. rows.Select(_ => ratings.Count)]),
            _ => ratings[feature.Name].Select([.. rows]),
        }));
        return new ShillingAttack { Rows = ratings.Concat(made), Profiles = names, Target = known.Items.Values[target] };
    }

    private static string[] NamesFor(int profiles, IReadOnlyList<string> taken)
    {
        string prefix = "shill-";
        while (taken.Any(name => name.StartsWith(prefix, StringComparison.Ordinal))) prefix += "-";
        return [.. Enumerable.Range(1, profiles).Select(number => FormattableString.Invariant($"{prefix}{number}"))];
    }
}
