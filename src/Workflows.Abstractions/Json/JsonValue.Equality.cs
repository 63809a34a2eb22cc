using System.Runtime.CompilerServices;
using Workflows.Abstractions.Json.Tape;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json;

/// <content>JSON equality.</content>
public readonly partial struct JsonValue
{
    private const int HashedLevels = 4;
    private const int HashedItems = 8;
    private const int ScannedProperties = 32;

    /// <summary>Whether both are one value in memory: true means equal, false says nothing. Costs nothing.</summary>
    public bool IsSameAs(JsonValue other) => ReferenceEquals(Reference, other.Reference) && Bits == other.Bits;

    /// <summary>Whether both mean the same JSON: numbers by value, strings by character, properties in any
    /// order.</summary>
    public static bool operator ==(JsonValue left, JsonValue right) => left.Equals(right);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static bool operator !=(JsonValue left, JsonValue right) => !left.Equals(right);

    /// <inheritdoc cref="op_Equality"/>
    public bool Equals(JsonValue other)
    {
        if (IsSameAs(other)) return true;
        var kind = Kind;
        if (kind != other.Kind) return false;
        return kind switch
        {
            JsonKind.Boolean => GetBoolean() == other.GetBoolean(),
            JsonKind.Number => SameNumber(other),
            JsonKind.String => SameString(other),
            JsonKind.Array => SameItems(other),
            JsonKind.Object => SameProperties(other),
            JsonKind.Null => true,
            _ => false,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash(HashedLevels);

    private bool SameNumber(in JsonValue other)
    {
        if (TryGetInt64(out var left) && other.TryGetInt64(out var right)) return left == right;
        if (GetDouble() != other.GetDouble()) return false;
        // Texts that a double cannot tell apart are compared digit by digit.
        return Reference is not JsonTape mine || other.Reference is not JsonTape its
            || JsonNumberText.SameValue(mine.Text((int)Bits), its.Text((int)other.Bits));
    }

    private bool SameString(in JsonValue other)
    {
        if (Reference is string text) return other.IsString(text);
        if (other.Reference is string otherText) return IsString(otherText);
        var mine = (JsonTape)Reference!;
        var its = (JsonTape)other.Reference!;
        if (mine.Entries[(int)Bits].Has(TapeEntry.Escaped)) return other.IsString(GetString());
        return its.Entries[(int)other.Bits].Has(TapeEntry.Escaped)
            ? IsString(other.GetString())
            : mine.Text((int)Bits).SequenceEqual(its.Text((int)other.Bits));
    }

    private bool SameItems(in JsonValue other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Count != other.Count) return false;
        var others = other.EnumerateArray();
        foreach (var item in EnumerateArray())
            if (!others.MoveNext() || !item.Equals(others.Current)) return false;
        return true;
    }

    private bool SameProperties(JsonValue other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Count != other.Count) return false;
        if (Count > ScannedProperties && other.Reference is JsonTape)
        {
            var indexed = new JsonObjectBuilder(other.Count);
            indexed.AddAll(other);
            other = indexed.BuildLast();
        }

        foreach (var property in EnumerateObject())
            if (!other.TryGetProperty(property.Name, out var value) || !property.Value.Equals(value)) return false;
        return true;
    }

    // Bounded on purpose: equal values hash alike, and hashing a large document need not read all of it.
    private int Hash(int levels)
    {
        var kind = Kind;
        switch (kind)
        {
            case JsonKind.Boolean: return GetBoolean() ? 1 : 2;
            case JsonKind.Number: return (GetDouble() + 0.0).GetHashCode();
            case JsonKind.String: return string.GetHashCode(GetString());
            case JsonKind.Array when levels > 0: return HashItems(levels);
            case JsonKind.Object when levels > 0: return HashProperties(levels);
            default: return HashCode.Combine(kind, Count);
        }
    }

    private int HashItems(int levels)
    {
        var hash = new HashCode();
        hash.Add(Count);
        var left = HashedItems;
        foreach (var item in EnumerateArray())
        {
            if (left-- == 0) break;
            hash.Add(item.Hash(levels - 1));
        }

        return hash.ToHashCode();
    }

    private int HashProperties(int levels)
    {
        var sum = Count;
        foreach (var property in EnumerateObject())
            sum += HashCode.Combine(property.Name, property.Value.Hash(levels - 1));
        return sum;
    }
}
