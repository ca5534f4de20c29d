using System.Globalization;

namespace DeepRec.Fuzz;

/// <summary>What to run.</summary>
/// <param name="What">"bundles" or "rows".</param>
/// <param name="Count">How many inputs.</param>
/// <param name="Seed">Governs all of them; each input is a function of the seed and its index.</param>
/// <param name="Only">The one input to run, for a failure to be looked at again.</param>
/// <param name="FailureFolder">Where inputs that failed are saved.</param>
/// <param name="Strict">After how many of the first inputs the collector looks each time whether a tensor was left to it; later now and then.</param>
internal sealed record FuzzArguments(string What, long Count = 10_000, ulong Seed = 1, long? Only = null, string FailureFolder = "fuzz-failures", int Strict = 2000)
{
    public static FuzzArguments? Parse(string[] args)
    {
        if (args is not ["bundles" or "rows", ..] || args.Length % 2 == 0) return null;
        var parsed = new FuzzArguments(args[0]);
        for (int i = 1; i < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--count" when long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out long count): parsed = parsed with { Count = count }; break;
                case "--seed" when ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out ulong seed): parsed = parsed with { Seed = seed }; break;
                case "--only" when long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out long only): parsed = parsed with { Only = only }; break;
                case "--failures": parsed = parsed with { FailureFolder = args[i + 1] }; break;
                default: return null;
            }
        }

        return parsed;
    }
}
