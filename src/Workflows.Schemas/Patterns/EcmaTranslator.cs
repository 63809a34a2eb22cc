using System.Globalization;
using System.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>
/// Translates an ECMA-262 regular expression (unicode mode, as JSON Schema core §6.4 asks for) to .NET syntax with the
/// same meaning: code points instead of UTF-16 units, ASCII <c>\d</c> and <c>\w</c>, <c>$</c> only at the very end.
/// Identity escapes of punctuation, and <c>]</c> and braces as literals, are accepted as they are in web engines.
/// </summary>
internal sealed class EcmaTranslator
{
    private const int MaxDepth = 100;
    private const string WordUnit = "[0-9A-Za-z_]";

    private readonly EcmaReader _reader;
    private readonly EcmaGroups _groups;
    private readonly StringBuilder _output = new();
    private int _nextGroup = 1;
    private int _depth;
    private bool _isRegular = true;

    private EcmaTranslator(string pattern)
    {
        _reader = new EcmaReader(pattern);
        _groups = EcmaGroups.Scan(pattern);
    }

    /// <exception cref="PatternException">The pattern is not valid.</exception>
    public static EcmaTranslation Translate(string pattern)
    {
        var translator = new EcmaTranslator(pattern);
        translator.Disjunction();
        if (!translator._reader.AtEnd)
            throw translator._reader.Error("')' closes nothing.");
        return new EcmaTranslation(translator._output.ToString(), translator._isRegular);
    }

    private void Disjunction()
    {
        if (++_depth > MaxDepth)
            throw _reader.Error($"Groups are nested deeper than {MaxDepth}.");
        while (!_reader.AtEnd && _reader.Peek() != ')')
        {
            if (_reader.TryRead('|'))
                _output.Append('|');
            else
                Term();
        }
        _depth--;
    }

    private void Term()
    {
        int start = _output.Length;
        if (Assertion())
        {
            if (EcmaQuantifier.IsNext(_reader))
                throw _reader.Error("An assertion can't be repeated.");
            return;
        }
        if (EcmaQuantifier.IsNext(_reader))
            throw _reader.Error("There is nothing to repeat.");
        Atom();
        string? quantifier = EcmaQuantifier.Read(_reader);
        if (quantifier is null)
            return;
        _output.Insert(start, "(?:").Append(')').Append(quantifier);
        if (EcmaQuantifier.IsNext(_reader))
            throw _reader.Error("There is nothing to repeat.");
    }

    private bool Assertion()
    {
        if (_reader.TryRead('^'))
            _output.Append("\\A");
        else if (_reader.TryRead('$'))
            _output.Append("\\z");
        else if (_reader.TryRead("\\b"))
            WordBoundary("(?:(?<={0})(?!{0})|(?<!{0})(?={0}))");
        else if (_reader.TryRead("\\B"))
            WordBoundary("(?:(?<={0})(?={0})|(?<!{0})(?!{0}))");
        else
            return LookAround("(?=") || LookAround("(?!") || LookAround("(?<=") || LookAround("(?<!");
        return true;
    }

    // .NET's own \b follows Unicode letters; ECMA-262 knows ASCII words only.
    private void WordBoundary(string form)
    {
        _isRegular = false;
        _output.AppendFormat(CultureInfo.InvariantCulture, form, WordUnit);
    }

    private bool LookAround(string opening)
    {
        if (!_reader.TryRead(opening))
            return false;
        _isRegular = false;
        Group(opening);
        return true;
    }

    private void Group(string opening)
    {
        _output.Append(opening);
        Disjunction();
        if (!_reader.TryRead(')'))
            throw _reader.Error("')' expected.");
        _output.Append(')');
    }

    private void Atom()
    {
        if (_reader.TryRead("(?:"))
            Group("(?:");
        else if (_reader.Peek() == '(')
            CaptureGroup();
        else if (_reader.TryRead('.'))
            CodePointSetWriter.Write(_output, EcmaCharacters.NotLineTerminator);
        else if (_reader.TryRead('['))
            CodePointSetWriter.Write(_output, EcmaClass.Read(_reader));
        else if (_reader.TryRead('\\'))
            Escape();
        else
            CodePointSetWriter.WriteLiteral(_output, _reader.ReadCodePoint());
    }

    private void CaptureGroup()
    {
        _reader.Skip(1);
        if (_reader.TryRead("?<"))
            _reader.ReadUntil('>');
        else if (_reader.Peek() == '?')
            throw _reader.Error("Unknown kind of group.");

        // .NET numbers named groups after the unnamed ones, ECMA-262 in order: so number them all.
        Group($"(?<{_nextGroup++}>");
    }

    private void Escape()
    {
        if (_reader.TryRead('k'))
            NamedReference();
        else if (_reader.Peek() is >= '1' and <= '9')
            NumberedReference();
        else if (EcmaCharacters.TryReadSet(_reader) is { } set)
            CodePointSetWriter.Write(_output, set);
        else
            CodePointSetWriter.WriteLiteral(_output, EcmaCharacters.ReadEscaped(_reader));
    }

    private void NamedReference()
    {
        if (!_reader.TryRead('<'))
            throw _reader.Error("'<' expected after \\k.");
        string name = _reader.ReadUntil('>');
        if (!_groups.TryGetNumber(name, out int number))
            throw _reader.Error($"There is no group '{name}'.");
        Reference(number);
    }

    private void NumberedReference()
    {
        int number = 0;
        while (char.IsAsciiDigit(_reader.Peek()) && number <= _groups.Count)
        {
            number = number * 10 + (_reader.Peek() - '0');
            _reader.Skip(1);
        }
        if (number > _groups.Count)
            throw _reader.Error($"There is no group {number}.");
        Reference(number);
    }

    // A group that took no part matches the empty text in ECMA-262, and nothing in .NET.
    private void Reference(int number)
    {
        _isRegular = false;
        _output.Append(CultureInfo.InvariantCulture, $"(?({number})\\k<{number}>)");
    }
}
