using Workflows.Schemas.Text;

namespace Workflows.Schemas.Formats.Idna;

/// <summary>
/// What RFC 5892 and RFC 5893 derive from Unicode data that .NET does not expose (normalisation under case folding, bidi
/// class, combining class, joining type), from Unicode 14. Hexadecimal code points and ranges.
/// </summary>
internal static class IdnaTables
{
    /// <summary>Letters, digits and marks that are DISALLOWED, or CONTEXTO and allowed by their rule only.</summary>
    public static readonly CodePointSet Disallowed = CodePointSet.Parse(
        "AA-BA 133 140 149 17F 1C6 1C9 1CC 1F3 2B0-2B8 2E0-2E4 340-341 343-345 34F 374 37A 3D0-3D6 3F0-3F2 "
        + "3F5 587 640 660-669 675-678 6F0-6F9 7FA 958-95F 9DC-9DF A33 A36 A59-A5B A5E B5C-B5D E33 EB3 EDC-EDD "
        + "F43 F4D F52 F57 F5C F69 F73 F75-F79 F81 F93 F9D FA2 FA7 FAC FB9 10FC 1100-11FF 13F8-13FD 17B4-17B5 "
        + "180B-180F 1C80-1C88 1D2C-1D2E 1D30-1D3A 1D3C-1D4D 1D4F-1D6A 1D78 1D9B-1DBF 1E9A-1E9B 1F71 1F73 1F75 "
        + "1F77 1F79 1F7B 1F7D-1FA7 1FB2-1FB4 1FB7 1FBE-1FC4 1FC7 1FD3 1FE3 1FF2-1FF4 1FF7 2071-2124 2128 "
        + "212C-2131 2133-2149 2C7C-2C7D 2D6F 302E-303B 309F 30FF 3131-318E A69C-A69D A770 A7F2-A7F4 A7F8-A7F9 "
        + "A960-A97C AB5C-AB5F AB69-ABBF D7B0-D7FB F900-FA0D FA10 FA12 FA15-FA1E FA20 FA22 FA25-FA26 FA2A-FB1D "
        + "FB1F-FE0F FE70-FE72 FE74-FF19 FF41-FFDC 10781-107BA 1D165-1D7FF 1EE00-1EEBB 1FBF0-1FBF9 2F800-2FA1D "
        + "E0100-E01EF");

    /// <summary>PVALID although their category, or a case folding, says otherwise (§2.6).</summary>
    public static readonly CodePointSet ExceptionsValid = CodePointSet.Parse(
        "DF 3C2 6FD-6FE F0B 3007");

    /// <summary>Bidi classes R and AL.</summary>
    public static readonly CodePointSet RightToLeft = CodePointSet.Parse(
        "5BE 5C0 5C3 5C6 5D0-5F4 608 60B 60D 61B-64A 66D-66F 671-6D5 6E5-6E6 6EE-6EF 6FA-710 712-72F 74D-7A5 "
        + "7B1-7EA 7F4-7F5 7FA 7FE-815 81A 824 828 830-858 85E-88E 8A0-8C9 200F FB1D FB1F-FB28 FB2A-FD3D "
        + "FD50-FDC7 FDF0-FDFC FE70-FEFC 10800-1091B 10920-10A00 10A10-10A35 10A40-10AE4 10AEB-10B35 "
        + "10B40-10D23 10E80-10EA9 10EAD-10F45 10F51-10F81 10F86-10FF6 1E800-1E8CF 1E900-1E943 1E94B-1E95F "
        + "1EC71-1EEBB");

    /// <summary>Bidi class AN.</summary>
    public static readonly CodePointSet ArabicNumber = CodePointSet.Parse(
        "600-605 660-669 66B-66C 6DD 890-891 8E2 10D30-10E7E");

    /// <summary>Canonical combining class 9.</summary>
    public static readonly CodePointSet Virama = CodePointSet.Parse(
        "94D 9CD A4D ACD B4D BCD C4D CCD D3B-D3C D4D DCA E3A EBA F84 1039-103A 1714-1715 1734 17D2 1A60 1B44 "
        + "1BAA-1BAB 1BF2-1BF3 2D7F A806 A82C A8C4 A953 A9C0 AAF6 ABED 10A3F 11046 11070 1107F 110B9 "
        + "11133-11134 111C0 11235 112EA 1134D 11442 114C2 115BF 1163F 116B6 1172B 11839 1193D-1193E 119E0 "
        + "11A34 11A47 11A99 11C3F 11D44-11D45 11D97");

    /// <summary>Joining types D and L: letters that join the one after them.</summary>
    public static readonly CodePointSet JoinsNext = CodePointSet.Parse(
        "620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC "
        + "6FF 712-714 71A-71D 71F-727 729 72B 72D-72E 74E-758 75C-76A 76D-770 772 775-777 77A-77F 7CA-7EA "
        + "841-845 848 84A-853 855 860 862-865 868 8A0-8A9 8AF-8B0 8B3-8B8 8BA-8C7 1820-1878 1887-18A8 18AA "
        + "A840-A872");

    /// <summary>Joining types D and R: letters that join the one before them.</summary>
    public static readonly CodePointSet JoinsPrevious = CodePointSet.Parse(
        "620 622-63F 641-64A 66E-66F 671-673 675-6D3 6D5 6EE-6EF 6FA-6FC 6FF 710 712-72F 74D-77F 7CA-7EA "
        + "840-858 860 862-865 867-86A 8A0-8AC 8AE-8C7 1820-1878 1887-18A8 18AA A840-A871");
}
