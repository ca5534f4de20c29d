namespace DeepRec.Fuzz;

/// <summary>Values that are allowed and that nobody expects.</summary>
internal static class OddValues
{
    private static readonly string?[] Texts =
    [
        null, "", " ", "\t\r\n", "0", "-1", "null", "NaN", "U1", "u1 ", "phone", "desk", "new", "tag-1", "new|tag-1", "||", "|", "city-1", "İ", "ſ", "ß", "e\u0301", "é", "\u202E\u0661", "店", "😀", "👩‍👩‍👧", "\uD800", "\uDC00x",
        "\0", "a\0b", "\u0001\u001F\u007F", "\uFFFE\uFFFF", "\u200B", "\uFEFF", "\u00A0", "../../etc/passwd", "'; DROP TABLE users; --", "<script>", "%s%n", "{0}", new('x', 10_000), new('\u0301', 1000),
    ];

    private static readonly float?[] Numbers =
    [
        null, float.NaN, 0, -0f, 1, -1, 0.1f, float.Epsilon, -float.Epsilon, 1e-38f, 1e10f, -1e10f, 1e20f, 3.4e38f, -3.4e38f, float.MaxValue, float.MinValue, 16_777_217,
    ];

    private static readonly DateTime?[] Times =
    [
        null, DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch, new(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc), new(2020, 1, 1, 0, 0, 0, DateTimeKind.Local), new(1, 1, 1, 0, 0, 0, DateTimeKind.Local), new(9999, 12, 31, 23, 59, 59, DateTimeKind.Local),
    ];

    /// <summary>An id: known, unknown, or no sensible one.</summary>
    public static string? Id(ref SeededRandom random, char kind) => random.NextInt(3) switch
    {
        0 => $"{kind}{random.NextInt(8)}",
        1 => $"{kind}{random.Next()}",
        _ => Text(ref random),
    };

    public static FuzzRow Row(ref SeededRandom random) => new(
        Id(ref random, 'u'), Number(ref random), Text(ref random), Id(ref random, 'i'), Several(ref random), Number(ref random), Time(ref random), Text(ref random), Number(ref random) ?? float.NaN);

    /// <summary>Some of the context and user features that may be given, each as any type that is read as its kind.</summary>
    public static Dictionary<string, object?> Context(ref SeededRandom random)
    {
        var context = new Dictionary<string, object?>();
        if (random.NextInt(3) == 0) context["Device"] = random.NextInt(4) switch { 0 => random.Next(), 1 => DateTime.MaxValue, 2 => new Guid(new byte[16]), _ => Text(ref random) };
        if (random.NextInt(3) == 0) context["City"] = Text(ref random);
        if (random.NextInt(3) == 0) context["Age"] = random.NextInt(7) switch { 0 => long.MinValue, 1 => double.NaN, 2 => double.Epsilon, 3 => decimal.MaxValue, 4 => true, 5 => " 3.5e3 ", _ => (object?)Number(ref random) };
        return context;
    }

    private static string? Text(ref SeededRandom random)
    {
        if (random.NextInt(4) != 0) return Mutation.Pick(ref random, Texts);
        var text = new char[random.NextInt(12)];
        for (int i = 0; i < text.Length; i++) text[i] = (char)random.NextInt(random.NextInt(2) == 0 ? 128 : 65536);
        return new string(text);
    }

    private static string?[]? Several(ref SeededRandom random)
    {
        if (random.NextInt(4) == 0) return null;
        var several = new string?[random.NextInt(100) == 0 ? 1000 : random.NextInt(5)];
        for (int i = 0; i < several.Length; i++) several[i] = Text(ref random);
        return several;
    }

    // Any bits but those of an infinity, which is a documented error.
    private static float? Number(ref SeededRandom random) =>
        random.NextInt(3) == 0 && BitConverter.Int32BitsToSingle((int)random.Next()) is var bits && !float.IsInfinity(bits) ? bits : Mutation.Pick(ref random, Numbers);

    private static DateTime? Time(ref SeededRandom random) =>
        random.NextInt(2) == 0 ? Mutation.Pick(ref random, Times) : new DateTime((long)(random.NextDouble() * DateTime.MaxValue.Ticks), DateTimeKind.Utc);
}
