using System.Globalization;

namespace Workflows.Expressions.Functions.Pictures;

/// <summary>Reads a time that was written by picture.</summary>
internal sealed class DateReader(DatePicture picture, string function)
{
    private readonly Dictionary<char, int> _found = [];
    private string _text = "";
    private int _position;

    /// <summary>
    /// Milliseconds since 1970, or null when the text does not fit. What is missing in front is taken from the
    /// present, what is missing behind is the least possible; a gap in between is an error.
    /// </summary>
    public double? Read(string text, DateTimeOffset now)
    {
        _text = text;
        if (!Match()) return null;
        return _found.Count == 0 ? null : Assemble(now.UtcDateTime);
    }

    private bool Match()
    {
        foreach (var part in picture.Parts)
            if (part.Literal is { } literal ? !TakeLiteral(literal) : !TakeComponent(part)) return false;
        return _position == _text.Length;
    }

    private bool TakeLiteral(string literal)
    {
        if (string.Compare(_text, _position, literal, 0, literal.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        _position += literal.Length;
        return true;
    }

    private bool TakeComponent(DatePart part)
    {
        if (part.IsZone) return TakeZone(part);
        if (part.Names is not null || part.Component is 'P') return TakeName(part);
        if (part.Number is not { } number) return false;
        var start = _position;
        var width = number.ParseWidth > 0 ? number.ParseWidth : int.MaxValue;
        if (number.Style == IntegerStyle.Words) _position += NumberWords.Length(_text, start);
        else
            while (_position < _text.Length && _position - start < width && Belongs(number, _text[_position]))
                _position++;
        if (_position == start) return false;
        if (number is { IsOrdinal: true, Style: IntegerStyle.Decimal })
            _position = Math.Min(_text.Length, _position + 2);
        var text = _text[start.._position];
        // Fractions of a second are read as a fraction, whatever their number of digits.
        if (part.Component == 'f') text = text.PadRight(3, (char)number.ZeroDigit)[..3];
        var value = IntegerReader.Read(text, number, function);
        if (!(value >= 0 && value <= int.MaxValue)) return false;
        _found[part.Component] = (int)value;
        return true;
    }

    private static bool Belongs(IntegerPicture number, char c) => number.Style switch
    {
        IntegerStyle.Decimal =>
            c - number.ZeroDigit is >= 0 and <= 9 || number.Groups.Exists(group => group.Separator[0] == c),
        _ => char.IsAsciiLetter(c),
    };

    private bool TakeName(DatePart part)
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiLetter(_text[_position])) _position++;
        var word = _text[start.._position];
        string[] names = part.Component switch
        {
            'M' or 'x' => Calendar.Months,
            'F' => Calendar.Days,
            'P' => ["am", "pm"],
            _ => throw Errors.In(function, "D3133", part.Component),
        };
        var index = Array.FindIndex(names, name =>
        {
            var shown = part.MaximumWidth is { } width && name.Length > width ? name[..width] : name;
            return string.Equals(shown, word, StringComparison.OrdinalIgnoreCase);
        });
        if (index < 0) return false;
        _found[part.Component] = part.Component == 'P' ? index : index + 1;
        return true;
    }

    private bool TakeZone(DatePart part)
    {
        if (part.Component == 'z' && !TakeLiteral("GMT")) return false;
        if (part.Second == 't' && _position < _text.Length && _text[_position] == 'Z')
        {
            _position++;
            _found['Z'] = 0;
            return true;
        }

        if (_position >= _text.Length || _text[_position] is not ('+' or '-')) return false;
        var negative = _text[_position++] == '-';
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == ':'))
            _position++;
        var zone = _text[start.._position];
        var colon = zone.IndexOf(':', StringComparison.Ordinal);
        var hours = colon >= 0 ? zone[..colon] : zone.Length <= 2 ? zone : zone[..^2];
        var minutes = colon >= 0 ? zone[(colon + 1)..] : zone.Length <= 2 ? "0" : zone[^2..];
        if (!int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minute)) return false;
        _found['Z'] = ((hour * 60) + minute) * (negative ? -1 : 1);
        return true;
    }

    private double? Assemble(DateTime now)
    {
        var byDayOfYear = _found.ContainsKey('d') && !_found.ContainsKey('M') && !_found.ContainsKey('D');
        var byWeek = _found.ContainsKey('X') || _found.ContainsKey('x') || _found.ContainsKey('W')
            || _found.ContainsKey('w');
        // A week does not say which day it is, so such dates can be written but not read.
        if (byWeek && !_found.ContainsKey('Y')) throw Errors.In(function, "D3136");
        var halves = _found.ContainsKey('P') || _found.ContainsKey('h');
        Fill((byDayOfYear ? "Yd" : "YMD") + (halves ? "Phmsf" : "Hmsf"), now);
        var hour = halves ? (_found['h'] % 12) + (_found['P'] == 1 ? 12 : 0) : _found['H'];
        if (_found['Y'] is < 1 or > 9998 || _found.GetValueOrDefault('M', 1) > 1200) return null;
        var day = new DateTime(_found['Y'], 1, 1, 0, 0, 0, DateTimeKind.Utc);
        day = byDayOfYear
            ? day.AddDays(Math.Min(366, _found['d']) - 1)
            : day.AddMonths(Math.Clamp(_found['M'], 1, 12) - 1).AddDays(Math.Clamp(_found['D'], 1, 31) - 1);
        var milliseconds = (((((hour * 60.0) + _found['m']) * 60) + _found['s']) * 1000) + _found['f'];
        var zone = _found.GetValueOrDefault('Z') * 60_000.0;
        return new DateTimeOffset(day).ToUnixTimeMilliseconds() + milliseconds - zone;
    }

    private void Fill(string components, DateTime now)
    {
        var started = false;
        var ended = false;
        foreach (var component in components)
        {
            if (_found.ContainsKey(component))
            {
                if (ended) throw Errors.In(function, "D3136");
                started = true;
                continue;
            }

            ended = started;
            _found[component] = started ? (component is 'M' or 'D' or 'd' ? 1 : 0) : Calendar.Component(now, component);
        }
    }
}
