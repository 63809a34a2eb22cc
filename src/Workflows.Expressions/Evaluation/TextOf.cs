using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Abstractions.Json.Tape;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Expressions.Evaluation;

/// <summary>Values as text (JSONata's <c>$string</c>): numbers with 15 significant digits, functions as
/// nothing.</summary>
internal static class TextOf
{
    private const int IndentWidth = 2;

    public static string Value(Run run, in JsonValue value, bool indented = false)
    {
        if (value.Kind == JsonKind.String) return value.GetString();
        if (value.Reference is OutOfRange) throw Errors.In("string", "D3001");
        var text = new StringBuilder();
        if (value.Reference is not JsonOpaque) Write(run, value, text, indented ? 0 : -1);
        return text.ToString();
    }

    /// <summary>Appends to a text under construction and says how many characters it added.</summary>
    public static int Append(Run run, in JsonValue value, ref DefaultInterpolatedStringHandler text)
    {
        if (value.Reference is string own)
        {
            text.AppendLiteral(own);
            return own.Length;
        }

        if (value.Kind == JsonKind.Number && value.TryGetInt64(out var integer))
        {
            text.AppendFormatted(integer);
            return 20;
        }

        var converted = Value(run, value);
        text.AppendLiteral(converted);
        return converted.Length;
    }

    /// <summary>A number as text. Integers of any length that were only passed through keep all their digits.</summary>
    public static string Number(in JsonValue value)
    {
        if (value.TryGetInt64(out var integer)) return integer.ToString(CultureInfo.InvariantCulture);
        if (value.Reference is JsonTape tape)
        {
            var raw = tape.Text((int)value.Bits);
            if (raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0) return Encoding.UTF8.GetString(raw);
        }

        return Number(value.GetDouble());
    }

    public static string Number(double number)
    {
        // Fifteen digits hide the noise of binary fractions: 0.1 + 0.2 is 0.3.
        if (number != Math.Floor(number))
            number = double.Parse(number.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Span<byte> utf8 = stackalloc byte[48];
        return Encoding.ASCII.GetString(utf8[..JsonNumberText.Format(number, utf8)]);
    }

    private static void Write(Run run, in JsonValue value, StringBuilder text, int indent)
    {
        run.Tick();
        Run.GuardStack();
        if (text.Length > run.Limits.MaxStringLength) run.ReserveText(text.Length);
        switch (value.Kind)
        {
            case JsonKind.Number: text.Append(Number(value)); break;
            case JsonKind.Array: WriteArray(run, value, text, indent); break;
            case JsonKind.Object: WriteObject(run, value, text, indent); break;
            case JsonKind.Missing when value.Reference is OutOfRange: throw Errors.In("string", ErrorCode.NumberRange);
            case JsonKind.Missing: text.Append(value.Reference is JsonOpaque && text.Length > 0 ? "\"\"" : ""); break;
            case JsonKind.String: text.Append(JsonValue.From(value.GetString()).ToString()); break;
            default: text.Append(value.ToString()); break;
        }
    }

    private static void WriteArray(Run run, in JsonValue array, StringBuilder text, int indent)
    {
        text.Append('[');
        var inner = indent < 0 ? -1 : indent + IndentWidth;
        var first = true;
        foreach (var item in array.EnumerateArray())
        {
            Separate(text, inner, ref first);
            Write(run, item, text, inner);
        }

        Close(text, indent, first, ']');
    }

    private static void WriteObject(Run run, in JsonValue map, StringBuilder text, int indent)
    {
        text.Append('{');
        var inner = indent < 0 ? -1 : indent + IndentWidth;
        var first = true;
        foreach (var property in map.EnumerateObject())
        {
            Separate(text, inner, ref first);
            text.Append(JsonValue.From(property.Name).ToString()).Append(indent < 0 ? ":" : ": ");
            Write(run, property.Value, text, inner);
        }

        Close(text, indent, first, '}');
    }

    private static void Separate(StringBuilder text, int indent, ref bool first)
    {
        if (!first) text.Append(',');
        first = false;
        if (indent >= 0) text.Append('\n').Append(' ', indent);
    }

    private static void Close(StringBuilder text, int indent, bool isEmpty, char bracket)
    {
        if (indent >= 0 && !isEmpty) text.Append('\n').Append(' ', indent);
        text.Append(bracket);
    }
}
