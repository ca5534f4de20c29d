using System.Text;

namespace DeepRec;

/// <summary>Scripts that write no blanks between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer, Tibetan and a few that are rarer.</summary>
internal static class UnspacedScripts
{
    public static bool Contain(Rune rune) => rune.Value is (>= 0x0E00 and <= 0x0FFF) // Thai, Lao, Tibetan
        or (>= 0x1000 and <= 0x109F) or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAA7F) // Burmese
        or (>= 0x1780 and <= 0x17FF) or (>= 0x19E0 and <= 0x19FF) // Khmer
        or (>= 0x1950 and <= 0x19DF) or (>= 0x1A20 and <= 0x1AAF) // Tai Le, New Tai Lue, Tai Tham
        or (>= 0x2E80 and <= 0x2FDF) or 0x3005 or 0x3007 or (>= 0x3021 and <= 0x3029) // radicals, marks and numbers of Han
        or (>= 0x3040 and <= 0x312F) or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF) // Hiragana, Katakana, Bopomofo
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD); // Han
}
