using System.Collections.Frozen;

namespace Workflows.Expressions.Functions;

/// <summary>All functions of the language by name.</summary>
internal static class Builtins
{
    private static readonly string[] Helpers = ["nowIso", "coalesce", "len", "toString", "append"];

    private static readonly FrozenDictionary<string, Builtin> ByName = new[]
    {
        StringFunctions.All, PatternFunctions.All, EncodingFunctions.All, NumberFunctions.All, FormatFunctions.All,
        AggregateFunctions.All, ArrayFunctions.All, ObjectFunctions.All, HigherOrderFunctions.All, LogicFunctions.All,
        DateFunctions.All, HelperFunctions.All,
    }.SelectMany(family => family).ToFrozenDictionary(builtin => builtin.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static IEnumerable<Builtin> All => ByName.Values;

    public static BuiltinFunction? Find(string name) => Describe(name)?.Function;

    public static Builtin? Describe(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether the function may be called without its dollar.</summary>
    public static bool IsHelper(string name) => Array.IndexOf(Helpers, name) >= 0;
}
