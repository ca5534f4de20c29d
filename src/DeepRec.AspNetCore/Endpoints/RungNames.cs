using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>What rungs are called in answers: "knownUser" and the like.</summary>
internal static class RungNames<TRung> where TRung : struct, Enum
{
    private static readonly Dictionary<TRung, string> Names = Enum.GetValues<TRung>().ToDictionary(rung => rung, rung => JsonNamingPolicy.CamelCase.ConvertName(rung.ToString()));

    public static string Of(TRung rung) => Names[rung];
}
