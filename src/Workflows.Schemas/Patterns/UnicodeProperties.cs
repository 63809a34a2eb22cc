using System.Collections.Concurrent;
using System.Globalization;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>
/// The Unicode properties that <c>\p{…}</c> may name: general categories by short or long name (Unicode
/// PropertyValueAliases), the common binary properties, and the scripts that have a table here.
/// </summary>
internal static class UnicodeProperties
{
    private static readonly ConcurrentDictionary<string, CodePointSet> Found = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Cased_Letter"] = "LC", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt", ["Modifier_Letter"] = "Lm", ["Other_Letter"] = "Lo",
        ["Mark"] = "M", ["Combining_Mark"] = "M", ["Nonspacing_Mark"] = "Mn", ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd", ["Letter_Number"] = "Nl", ["Other_Number"] = "No",
        ["Punctuation"] = "P", ["punct"] = "P", ["Connector_Punctuation"] = "Pc", ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps", ["Close_Punctuation"] = "Pe", ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf", ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S", ["Math_Symbol"] = "Sm", ["Currency_Symbol"] = "Sc", ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z", ["Space_Separator"] = "Zs", ["Line_Separator"] = "Zl", ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc", ["Format"] = "Cf", ["Surrogate"] = "Cs",
        ["Private_Use"] = "Co", ["Unassigned"] = "Cn",
    };

    private static readonly string[] ShortNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    /// <summary>The set that a property expression names, or null when it is unknown.</summary>
    public static CodePointSet? Find(string expression)
    {
        if (Found.TryGetValue(expression, out var found))
            return found;

        // Unknown names are not kept: schemas may hold any number of them.
        var set = Resolve(expression);
        return set is null ? null : Found.GetOrAdd(expression, set);
    }

    private static CodePointSet? Resolve(string expression)
    {
        int equals = expression.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return Category(expression) ?? Binary(expression);
        string value = expression[(equals + 1)..];
        return expression[..equals] switch
        {
            "General_Category" or "gc" => Category(value),
            "Script" or "sc" or "Script_Extensions" or "scx" => UnicodeScripts.Find(value),
            _ => null,
        };
    }

    private static CodePointSet? Category(string name)
    {
        string wanted = LongNames.GetValueOrDefault(name, name);
        if (wanted == "LC")
            return Categories("Lu").Union(Categories("Ll")).Union(Categories("Lt"));
        bool isKnown = ShortNames.Any(known => known == wanted || (wanted.Length == 1 && known[0] == wanted[0]));
        return isKnown ? Categories(wanted) : null;
    }

    // The names are in the order of the UnicodeCategory enumeration.
    private static CodePointSet Categories(string prefix) =>
        CodePointSet.OfCategories(category => ShortNames[(int)category].StartsWith(prefix, StringComparison.Ordinal));

    private static CodePointSet? Binary(string name) => name switch
    {
        "Any" => CodePointSet.All,
        "ASCII" => CodePointSet.Parse("0-7F"),
        "Assigned" => Categories("Cn").Complement(),
        "ASCII_Hex_Digit" or "AHex" => CodePointSet.Parse("30-39 41-46 61-66"),
        "Alphabetic" or "Alpha" => CodePointSet.OfCategories(IsAlphabetic),
        "Uppercase" or "Upper" => Categories("Lu").Union(CodePointSet.Parse("2160-216F 24B6-24CF 1F130-1F149")),
        "Lowercase" or "Lower" => Categories("Ll").Union(CodePointSet.Parse("AA BA 2B0-2B8 2170-217F 24D0-24E9")),
        "White_Space" or "space" => CodePointSet.Parse("9-D 20 85 A0 1680 2000-200A 2028-2029 202F 205F 3000"),
        _ => null,
    };

    private static bool IsAlphabetic(UnicodeCategory category) =>
        category is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
}
