using Workflows.Schemas.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>Ranges of the scripts in everyday use (Unicode Scripts.txt, assigned letters and marks).</summary>
internal static class UnicodeScripts
{
    public static readonly CodePointSet Greek = CodePointSet.Parse(
        "370-373 375-377 37A-37D 37F 384 386 388-38A 38C 38E-3A1 3A3-3E1 3F0-3FF 1D26-1D2A 1D5D-1D61 1D66-1D6A 1DBF "
        + "1F00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 "
        + "1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2126 AB65 10140-1018E 101A0 1D200-1D245");

    public static readonly CodePointSet Hebrew = CodePointSet.Parse(
        "591-5C7 5D0-5EA 5EF-5F4 FB1D-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4F");

    public static readonly CodePointSet Hiragana = CodePointSet.Parse("3041-3096 309D-309F 1B001-1B11F 1B150-1B152 1F200");

    public static readonly CodePointSet Katakana = CodePointSet.Parse(
        "30A1-30FA 30FD-30FF 31F0-31FF 32D0-32FE 3300-3357 FF66-FF6F FF71-FF9D 1AFF0-1AFF3 1AFF5-1AFFB 1AFFD-1AFFE 1B000 "
        + "1B120-1B122 1B164-1B167");

    public static readonly CodePointSet Han = CodePointSet.Parse(
        "2E80-2E99 2E9B-2EF3 2F00-2FD5 3005 3007 3021-3029 3038-303B 3400-4DBF 4E00-9FFF F900-FA6D FA70-FAD9 16FE2-16FE3 "
        + "16FF0-16FF1 20000-2A6DF 2A700-2B738 2B740-2B81D 2B820-2CEA1 2CEB0-2EBE0 2F800-2FA1D 30000-3134A");

    private static readonly CodePointSet Latin = CodePointSet.Parse(
        "41-5A 61-7A AA BA C0-D6 D8-F6 F8-2B8 2E0-2E4 1D00-1D25 1D2C-1D5C 1D62-1D65 1D6B-1D77 1D79-1DBE 1E00-1EFF 2071 "
        + "207F 2090-209C 212A-212B 2132 214E 2160-2188 2C60-2C7F A722-A787 A78B-A7CA A7F2-A7FF AB30-AB5A AB5C-AB64 "
        + "AB66-AB69 FB00-FB06 FF21-FF3A FF41-FF5A");

    private static readonly CodePointSet Cyrillic = CodePointSet.Parse(
        "400-484 487-52F 1C80-1C88 1D2B 1D78 2DE0-2DFF A640-A69F FE2E-FE2F");

    private static readonly CodePointSet Arabic = CodePointSet.Parse(
        "600-604 606-60B 60D-61A 61C-61E 620-63F 641-64A 656-66F 671-6DC 6DE-6FF 750-77F 870-88E 890-891 898-8E1 8E3-8FF "
        + "FB50-FBC2 FBD3-FD3D FD40-FD8F FD92-FDC7 FDCF FDF0-FDFF FE70-FE74 FE76-FEFC 1EE00-1EEF1");

    private static readonly CodePointSet Hangul = CodePointSet.Parse(
        "1100-11FF 302E-302F 3131-318E 3200-321E 3260-327E A960-A97C AC00-D7A3 D7B0-D7C6 D7CB-D7FB FFA0-FFBE FFC2-FFC7 "
        + "FFCA-FFCF FFD2-FFD7 FFDA-FFDC");

    private static readonly CodePointSet Thai = CodePointSet.Parse("E01-E3A E40-E5B");

    private static readonly CodePointSet Devanagari = CodePointSet.Parse("900-950 955-963 966-97F A8E0-A8FF");

    /// <summary>The script of that name or four-letter code, or null when it has no table here.</summary>
    public static CodePointSet? Find(string name) => name switch
    {
        "Latin" or "Latn" => Latin,
        "Greek" or "Grek" => Greek,
        "Cyrillic" or "Cyrl" => Cyrillic,
        "Hebrew" or "Hebr" => Hebrew,
        "Arabic" or "Arab" => Arabic,
        "Han" or "Hani" => Han,
        "Hiragana" or "Hira" => Hiragana,
        "Katakana" or "Kana" => Katakana,
        "Hangul" or "Hang" => Hangul,
        "Thai" => Thai,
        "Devanagari" or "Deva" => Devanagari,
        _ => null,
    };
}
