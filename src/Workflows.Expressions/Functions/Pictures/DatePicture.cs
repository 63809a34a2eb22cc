namespace Workflows.Expressions.Functions.Pictures;

/// <summary>A picture of a date: literals and components such as <c>[Y0001]</c> (XPath F&amp;O 3.1 §9.8.4).</summary>
internal sealed class DatePicture
{
    private const string NumericComponents = "YMDdFWwXxHhmsf";

    private static readonly Dictionary<char, string> DefaultPresentations = new()
    {
        ['Y'] = "1", ['M'] = "1", ['D'] = "1", ['d'] = "1", ['F'] = "n",
        ['W'] = "1", ['w'] = "1", ['X'] = "1", ['x'] = "1",
        ['H'] = "1", ['h'] = "1", ['P'] = "n", ['m'] = "01", ['s'] = "01", ['f'] = "1",
        ['Z'] = "01:01", ['z'] = "01:01", ['C'] = "n", ['E'] = "n",
    };

    private DatePicture(List<DatePart> parts) => Parts = parts;

    public List<DatePart> Parts { get; }

    /// <exception cref="ExpressionException">D3132 or D3135.</exception>
    public static DatePicture Parse(string picture, string function)
    {
        var parts = new List<DatePart>();
        var start = 0;
        var position = 0;
        while (position < picture.Length)
        {
            if (picture[position] != '[')
            {
                position++;
                continue;
            }

            AddLiteral(parts, picture[start..position]);
            if (position + 1 < picture.Length && picture[position + 1] == '[')
            {
                parts.Add(new DatePart { Literal = "[" });
                start = position += 2;
                continue;
            }

            var close = picture.IndexOf(']', position);
            if (close < 0) throw Errors.In(function, "D3135");
            var marker = string.Concat(picture[(position + 1)..close].Where(c => !char.IsWhiteSpace(c)));
            Add(parts, Component(marker, function));
            start = position = close + 1;
        }

        AddLiteral(parts, picture[start..]);
        return new DatePicture(parts);
    }

    private static void AddLiteral(List<DatePart> parts, string text)
    {
        if (text.Length > 0) parts.Add(new DatePart { Literal = text.Replace("]]", "]", StringComparison.Ordinal) });
    }

    /// <summary>Of two numbers side by side the first must have a fixed width to be read back.</summary>
    private static void Add(List<DatePart> parts, DatePart part)
    {
        if (part.Number is not null && parts.Count > 0 && parts[^1].Number is { } before)
            parts[^1] = parts[^1] with { Number = before with { ParseWidth = before.MandatoryDigits } };
        parts.Add(part);
    }

    private static DatePart Component(string marker, string function)
    {
        if (marker.Length == 0 || !DefaultPresentations.TryGetValue(marker[0], out var usual))
            throw Errors.In(function, "D3132", marker);
        var comma = marker.LastIndexOf(',');
        var presentation = comma < 0 ? marker[1..] : marker[1..comma];
        var (minimum, maximum) = comma < 0 ? (null, null) : Width(marker[(comma + 1)..]);
        var second = '\0';
        if (presentation.Length > 1 && "atco".Contains(presentation[^1]))
        {
            second = presentation[^1];
            presentation = presentation[..^1];
        }

        if (presentation.Length == 0) presentation = usual;
        var part = new DatePart { Component = marker[0], Second = second, MaximumWidth = maximum };
        if (presentation[0] is 'n' or 'N') return part with { Names = Case(presentation) };
        if (part.IsZone) return part with { Number = IntegerPicture.Parse(presentation, function) };
        if (!NumericComponents.Contains(part.Component)) return part;
        return WithNumber(part, presentation + (second == '\0' ? "" : ";" + second), minimum, function);
    }

    private static DatePart WithNumber(DatePart part, string presentation, int? minimum, string function)
    {
        var number = IntegerPicture.Parse(presentation, function);
        if (minimum is { } least && number.MandatoryDigits < least) number = number with { MandatoryDigits = least };
        if (part.Component != 'Y') return part with { Number = number };
        if (part.MaximumWidth is { } most)
            return part with { Number = number with { MandatoryDigits = most }, YearDigits = most };
        var width = number.MandatoryDigits + number.OptionalDigits;
        return part with { Number = number, YearDigits = width >= 2 ? width : null };
    }

    private static TextCase Case(string presentation) =>
        presentation[0] == 'n' ? TextCase.Lower
        : presentation.Length > 1 && presentation[1] == 'n' ? TextCase.Title
        : TextCase.Upper;

    private static (int? Minimum, int? Maximum) Width(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Number(text), null) : (Number(text[..dash]), Number(text[(dash + 1)..]));
    }

    private static int? Number(string text) => int.TryParse(text, out var width) ? Math.Clamp(width, 0, 100) : null;
}

/// <summary>A literal or a component of a date picture.</summary>
internal sealed record DatePart
{
    public string? Literal { get; init; }

    public char Component { get; init; }

    /// <summary>The second presentation modifier: <c>o</c> for ordinals, <c>t</c> for Z as the zone.</summary>
    public char Second { get; init; }

    public IntegerPicture? Number { get; init; }

    public TextCase? Names { get; init; }

    public int? MaximumWidth { get; init; }

    /// <summary>How many of the year's last digits are shown, or null for all.</summary>
    public int? YearDigits { get; init; }

    public bool IsZone => Component is 'Z' or 'z';
}
