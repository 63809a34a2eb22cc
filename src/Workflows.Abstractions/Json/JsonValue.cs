using System.Diagnostics;
using System.Runtime.CompilerServices;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Abstractions.Json;

/// <summary>
/// An immutable JSON value of 16 bytes: a reference that tells the form, and 64 bits. Nodes of a parsed document point
/// into its tape, so reading allocates nothing; built arrays and objects share what they did not change.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct JsonValue : IEquatable<JsonValue>
{
    /// <summary>Built values may be nested this deep; building a deeper one throws
    /// <see cref="InvalidOperationException"/>.</summary>
    public const int MaxNesting = 1024;

    internal readonly object? Reference;
    internal readonly long Bits;

    internal JsonValue(object? reference, long bits = 0)
    {
        Reference = reference;
        Bits = bits;
    }

    /// <summary>No value; the default of the type.</summary>
    public static JsonValue Missing => default;

    /// <summary>JSON null.</summary>
    public static JsonValue Null => new(JsonTag.Null);

    /// <summary>JSON true.</summary>
    public static JsonValue True => new(JsonTag.Boolean, 1);

    /// <summary>JSON false.</summary>
    public static JsonValue False => new(JsonTag.Boolean);

    /// <summary>An object without properties.</summary>
    public static JsonValue EmptyObject => new(JsonObjectNode.Empty);

    /// <summary>An array without items.</summary>
    public static JsonValue EmptyArray => new(JsonArrayNode.Empty);

    /// <summary>What this value is.</summary>
    public JsonKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var reference = Reference;
            if (reference is null) return JsonKind.Missing;
            if (reference.GetType() == typeof(string)) return JsonKind.String;
            var node = Unsafe.As<JsonNode>(reference);
            return node.Form == JsonForm.Tape ? (JsonKind)(Bits >> 32) : node.Kind;
        }
    }

    /// <summary>Whether there is no value.</summary>
    public bool IsMissing => Reference is null;

    /// <summary>Whether this is JSON null.</summary>
    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>Whether there is no value, or it is null.</summary>
    public bool IsMissingOrNull => Kind <= JsonKind.Null;

    /// <summary>A boolean.</summary>
    public static JsonValue From(bool value) => new(JsonTag.Boolean, value ? 1 : 0);

    /// <summary>An integer; all 64 bits are kept.</summary>
    public static JsonValue From(long value) => new(JsonTag.Integer, value);

    /// <summary>A number. NaN and the infinities are not JSON and throw <see cref="ArgumentException"/>.</summary>
    public static JsonValue From(double value) =>
        double.IsFinite(value)
            ? new JsonValue(JsonTag.Double, BitConverter.DoubleToInt64Bits(value))
            : throw new ArgumentException("NaN and the infinities are not JSON numbers.", nameof(value));

    /// <summary>A string.</summary>
    public static JsonValue From(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new JsonValue(value);
    }

    private InvalidOperationException WrongKind(string wanted) => new($"The value is {Kind}, not {wanted}.");
}
