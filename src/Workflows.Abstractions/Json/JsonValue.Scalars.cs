using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json;

/// <content>Scalars.</content>
public readonly partial struct JsonValue
{
    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is something else.</exception>
    public bool GetBoolean()
    {
        if (Reference is JsonTag { Form: JsonForm.Boolean }) return Bits != 0;
        if (Kind == JsonKind.Boolean && Reference is JsonTape tape) return tape.Text((int)Bits)[0] == 't';
        throw WrongKind("a boolean");
    }

    /// <summary>The number as a double, rounded where a double cannot hold it.</summary>
    /// <exception cref="InvalidOperationException">The value is something else.</exception>
    public double GetDouble() =>
        Reference switch
        {
            JsonTag { Form: JsonForm.Double } => BitConverter.Int64BitsToDouble(Bits),
            JsonTag { Form: JsonForm.Integer } => Bits,
            JsonTape tape when Kind == JsonKind.Number => JsonNumberText.ToDouble(tape.Text((int)Bits)),
            _ => throw WrongKind("a number"),
        };

    /// <summary>The number as a 64-bit integer; false when it is no integer, or too large to be exact.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public bool TryGetInt64(out long value)
    {
        value = Bits;
        return Reference switch
        {
            JsonTag { Form: JsonForm.Integer } => true,
            JsonTag { Form: JsonForm.Double } =>
                JsonNumberText.TryToInt64(BitConverter.Int64BitsToDouble(Bits), out value),
            JsonTape tape when Kind == JsonKind.Number => JsonNumberText.TryToInt64(tape.Text((int)Bits), out value),
            _ => throw WrongKind("a number"),
        };
    }

    /// <summary>The string. Parsed strings are decoded at each call.</summary>
    /// <exception cref="InvalidOperationException">The value is something else.</exception>
    public string GetString() =>
        Reference switch
        {
            string text => text,
            JsonTape tape when Kind == JsonKind.String => tape.StringAt((int)Bits),
            _ => throw WrongKind("a string"),
        };

    /// <summary>Whether this is a string with exactly these characters; allocates nothing.</summary>
    public bool IsString(ReadOnlySpan<char> text)
    {
        if (Reference is string own) return text.SequenceEqual(own);
        if (Kind != JsonKind.String) return false;
        var tape = (JsonTape)Reference!;
        var raw = tape.Text((int)Bits);
        return tape.Entries[(int)Bits].Has(TapeEntry.Escaped)
            ? text.SequenceEqual(JsonStringText.Unescape(raw))
            : JsonStringText.EqualsUtf16(raw, text);
    }
}
