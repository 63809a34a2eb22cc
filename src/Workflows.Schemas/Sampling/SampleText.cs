using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;
using Workflows.Schemas.Shapes;

namespace Workflows.Schemas.Sampling;

/// <summary>Strings: by pattern, by format, else by the name of the field, within the bounds of length.</summary>
internal static class SampleText
{
    private const string Filler = " and the details are in the attached record for further review";

    public static string Of(SchemaShape shape, string name, SampleOptions options, SampleRandom random)
    {
        var pattern = shape.All<PatternKeyword>().FirstOrDefault();
        if (pattern is not null)
            return PatternSample.Of(pattern.Matcher.Source, random);
        string? format = shape.Text("format");
        if (format is not null && SampleFormats.Of(format, name, options, random) is { } formatted)
            return formatted;
        return Fit(SampleNames.Text(name, options, random), shape);
    }

    private static string Fit(string text, SchemaShape shape)
    {
        var sizes = shape.All<SizeKeyword>().Where(size => size.AppliesTo == JsonKind.String).ToList();
        int least = sizes.Where(size => size.IsLower).Select(size => size.Bound).DefaultIfEmpty(0).Max();
        int most = sizes.Where(size => !size.IsLower).Select(size => size.Bound).DefaultIfEmpty(int.MaxValue).Min();
        const int longest = 100_000;
        while (text.Length < least && text.Length < longest)
            text += Filler[..Math.Min(Filler.Length, least - text.Length)];
        return text.Length > most ? text[..most] : text;
    }
}
