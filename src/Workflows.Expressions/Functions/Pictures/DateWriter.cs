using System.Globalization;
using System.Text;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Writes a time by picture.</summary>
internal static class DateWriter
{
    /// <summary>Writes the time as it is in the zone.</summary>
    public static string Write(DateTimeOffset time, DatePicture picture, string function)
    {
        var text = new StringBuilder();
        foreach (var part in picture.Parts) text.Append(part.Literal ?? Component(time, part, function));
        return text.ToString();
    }

    private static string Component(DateTimeOffset time, DatePart part, string function)
    {
        if (part.IsZone) return Zone(time.Offset, part, function);
        if (part.Component is 'C' or 'E') return "ISO";
        var value = Calendar.Component(time.DateTime, part.Component);
        if (part.Component == 'P') return Case(value == 1 ? "pm" : "am", part.Names);
        if (part.Names is not null) return Name(value, part, function);
        if (part.YearDigits is { } digits) value %= (int)Math.Pow(10, Math.Min(9, digits));
        return IntegerFormat.Write(value, part.Number!, function);
    }

    private static string Name(int value, DatePart part, string function)
    {
        var name = part.Component switch
        {
            'M' or 'x' => Calendar.Months[value - 1],
            'F' => Calendar.Days[value - 1],
            _ => throw Errors.In(function, "D3133", part.Component),
        };
        name = Case(name, part.Names);
        return part.MaximumWidth is { } width && name.Length > width ? name[..width] : name;
    }

    private static string Case(string name, TextCase? wanted) => wanted switch
    {
        TextCase.Upper => name.ToUpperInvariant(),
        TextCase.Lower => name.ToLowerInvariant(),
        _ => name,
    };

    private static string Minutes(int minutes) =>
        minutes == 0 ? "" : ":" + minutes.ToString("00", CultureInfo.InvariantCulture);

    private static string Zone(TimeSpan offset, DatePart part, string function)
    {
        if (offset == TimeSpan.Zero && part.Second == 't') return "Z";
        var (hours, minutes) = (Math.Abs(offset.Hours), Math.Abs(offset.Minutes));
        var picture = part.Number!;
        string text;
        if (picture.Interval > 0 || picture.MandatoryDigits is 3 or 4)
            text = IntegerFormat.Write((hours * 100) + minutes, picture, function);
        else if (picture.MandatoryDigits is 1 or 2)
            text = IntegerFormat.Write(hours, picture, function) + Minutes(minutes);
        else throw Errors.In(function, "D3134");
        text = (offset < TimeSpan.Zero ? "-" : "+") + text;
        return part.Component == 'z' ? "GMT" + text : text;
    }
}
