using System.Text;
using Workflows.Schemas.Patterns;
using Workflows.Schemas.Text;

namespace Workflows.Schemas.Sampling;

/// <summary>
/// Text that matches an ECMA-262 pattern. Look-around and back references are passed over: the sample is checked, and tried
/// again, by the caller.
/// </summary>
internal sealed class PatternSample
{
    private const int MoreRepeats = 3;
    private const int MaxLength = 4096;
    private static readonly CodePointSet Readable = CodePointSet.Parse("30-39 41-5A 61-7A");
    private static readonly CodePointSet Printable = CodePointSet.Parse("20-7E");

    private readonly EcmaReader _reader;

    private PatternSample(string pattern) => _reader = new EcmaReader(pattern);

    private delegate void Emit(StringBuilder output, SampleRandom random);

    public static string Of(string pattern, SampleRandom random)
    {
        var output = new StringBuilder();
        new PatternSample(pattern).Alternatives()(output, random);
        return output.ToString();
    }

    private Emit Alternatives()
    {
        var alternatives = new List<Emit> { Sequence() };
        while (_reader.TryRead('|'))
            alternatives.Add(Sequence());
        return (output, random) => random.Pick(alternatives)(output, random);
    }

    private Emit Sequence()
    {
        var parts = new List<Emit>();
        while (!_reader.AtEnd && _reader.Peek() is not ('|' or ')'))
            parts.Add(Repeated(Atom()));
        return (output, random) => parts.ForEach(part => part(output, random));
    }

    private Emit Repeated(Emit atom)
    {
        var quantifier = EcmaQuantifier.ReadBounds(_reader);
        if (quantifier is not var (least, most))
            return atom;
        return (output, random) =>
        {
            int count = least + random.Below(Math.Min(most - least, MoreRepeats) + 1);
            for (int i = 0; i < count && output.Length < MaxLength; i++)
                atom(output, random);
        };
    }

    private Emit Atom()
    {
        if (_reader.TryRead('^') || _reader.TryRead('$') || _reader.TryRead("\\b") || _reader.TryRead("\\B"))
            return Nothing;
        if (_reader.TryRead('('))
            return Group();
        if (_reader.TryRead('.'))
            return OneOf(EcmaCharacters.NotLineTerminator);
        if (_reader.TryRead('['))
            return OneOf(EcmaClass.Read(_reader));
        if (!_reader.TryRead('\\'))
            return Literal(_reader.ReadCodePoint());
        if (_reader.Peek() is 'k' or (>= '1' and <= '9'))
            return BackReference();
        return EcmaCharacters.TryReadSet(_reader) is { } set ? OneOf(set) : Literal(EcmaCharacters.ReadEscaped(_reader));
    }

    private Emit Group()
    {
        bool isLookAround = _reader.TryRead("?=") || _reader.TryRead("?!") || _reader.TryRead("?<=") || _reader.TryRead("?<!");
        if (!isLookAround && !_reader.TryRead("?:") && _reader.TryRead("?<"))
            _reader.ReadUntil('>');
        var content = Alternatives();
        _reader.TryRead(')');
        return isLookAround ? Nothing : content;
    }

    private Emit BackReference()
    {
        if (_reader.TryRead("k<"))
            _reader.ReadUntil('>');
        else
            _reader.Skip(1);
        return Nothing;
    }

    private static void Nothing(StringBuilder output, SampleRandom random)
    {
        // Assertions match without taking part in the text.
    }

    private static Emit Literal(int codePoint) => (output, _) => output.Append(char.ConvertFromUtf32(codePoint));

    private static Emit OneOf(CodePointSet set)
    {
        var choices = new[] { set.Intersect(Readable), set.Intersect(Printable), set }.FirstOrDefault(choice => !choice.IsEmpty);
        if (choices is null)
            return Nothing;
        var ranges = choices.Ranges.ToList();
        return (output, random) =>
        {
            var (first, last) = random.Pick(ranges);
            int codePoint = (int)random.Between(first, last);
            if (Rune.IsValid(codePoint))
                output.Append(char.ConvertFromUtf32(codePoint));
        };
    }
}
