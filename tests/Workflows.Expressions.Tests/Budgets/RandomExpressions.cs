using FsCheck;
using FsCheck.Fluent;

namespace Workflows.Expressions.Tests.Budgets;

/// <summary>Generators of texts: most are expressions, the rest are expressions with slips in them.</summary>
internal static class RandomExpressions
{
    private static readonly string[] Leaves =
    [
        "a", "a.b", "payload", "payload.list", "payload.list.p", "s", "$", "$$", "$x", "$y", "*", "**", "1", "0", "-1", "2.5",
        "1e300", "'x'", "'häß😀'", "\"\"", "true", "false", "null", "[]", "{}", "/a+b?/", "/[a-z]/i", "/(x)|(y)/", "nothing", "`odd name`",
        "function($x){$x}", "function($x,$y){$x & $y}", "function($x)<n:n>{$x+1}", "$sum", "$string", "$map", "$uppercase", "payload.list[p=2].q", "payload.list.%.id",
        "[1..5]", "[3,1,2]", "['b','a']", "{'k':1}", "[{'k':1},{'k':2}]", "'[Y]-[M01]'", "'#,##0.00'", "'[FNn]'", "'Ww'", "1700000000000",
    ];

    private static readonly string[] Shapes =
    [
        "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "{0} % {1}", "{0} & {1}", "{0} = {1}", "{0} == {1}", "{0} != {1}", "{0} < {1}",
        "{0} >= {1}", "{0} and {1}", "{0} or {1}", "{0} in {1}", "{0} ~> {1}", "{0} ?: {1}", "{0} ?? {1}", "{0} ? {1} : {2}", "{0} ? {1}",
        "{0}.({1})", "{0}[{1}]", "{0}[]", "{0}^({1})", "{0}^(>{1}, {2})", "{0}{{{1}: {2}}}", "a@$v.({1})", "{0}#$i[{1}]", "{0}#$i.({1})",
        "({0}; {1})", "($x := {0}; {1})", "[{0}, {1}]", "[{0}..{1}]", "{{'k': {0}, 'l': {1}}}", "-({0})", "|{0}|{1}|", "{2} ~> |{0}|{1},{2}|",
        "{0}({1})", "$map({0}, {1})", "$filter({0}, function($x){{{1}}})", "$reduce({0}, function($x,$y){{{1}}}, {2})", "$sort({0}, {1})",
        "$string({0})", "$number({0})", "$sum({0})", "$count({0})", "$append({0}, {1})", "$split({0}, {1})", "$replace({0}, {1}, {2})",
        "$match({0}, {1})", "$contains({0}, {1})", "$pad({0}, {1}, {2})", "$substring({0}, {1}, {2})", "$formatNumber({0}, {1})",
        "$formatInteger({0}, {1})", "$parseInteger({0}, {1})", "$fromMillis({0}, {1})", "$toMillis({0}, {1})", "$now({0})", "$formatBase({0}, {1})",
        "$each({0}, {1})", "$sift({0}, {1})", "$keys({0})", "$lookup({0}, {1})", "$spread({0})", "$merge({0})", "$zip({0}, {1})", "$distinct({0})",
        "$reverse({0})", "$shuffle({0})", "$single({0}, {1})", "$type({0})", "$exists({0})", "$not({0})", "$boolean({0})", "$power({0}, {1})",
        "$round({0}, {1})", "$sqrt({0})", "$base64decode({0})", "$decodeUrl({0})", "$encodeUrl({0})", "$pad({0}, ?)({1})", "$join({0}, {1})",
        "coalesce({0}, {1})", "len({0})", "toString({0})", "append({0}, {1})", "nowIso()", "($f := function($x){{{0}}}; $f({1}))",
        "($f := function($x){{$x = 0 ? {0} : $f($x - 1)}}; $f({1}))", "{0} /* {1} */", "$error({0})", "$assert({0}, {1})",
    ];

    private static readonly string[] Slips =
        ["(", ")", "[", "]", "{", "}", ".", "..", "$", "'", "\"", "`", "/", "\\", "\\u12", ":=", "~>", "@", "#", "%", "^", "|", "<", ":", ";", "?", "e", "9", "\0", "\ud800"];

    public static Gen<string> Texts { get; } = Gen.Frequency((3, Expression(4)), (1, Expression(2)), (2, Expression(3).SelectMany(Slipped)));

    private static Gen<string> Expression(int depth)
    {
        var leaf = Gen.Elements(Leaves);
        if (depth == 0) return leaf;
        var inner = Expression(depth - 1);
        var shaped =
            from shape in Gen.Elements(Shapes)
            from first in inner
            from second in inner
            from third in leaf
            select string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, Operand(first), Operand(second), third);
        return Gen.Frequency((1, leaf), (4, shaped));
    }

    /// <summary>In brackets when it is more than a name or a literal.</summary>
    private static string Operand(string text) => text.Contains(' ') ? $"({text})" : text;

    private static Gen<string> Slipped(string text) =>
        from at in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, Math.Min(3, text.Length - at))
        from insert in Gen.Elements(Slips)
        from repeat in Gen.Choose(0, 3)
        select text[..at] + string.Concat(Enumerable.Repeat(insert, repeat)) + text[(at + length)..];
}
