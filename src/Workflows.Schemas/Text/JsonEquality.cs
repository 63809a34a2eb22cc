using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Text;

/// <summary>
/// JSON equality with a hash over the whole value, for sets of values that come from outside: the hash of the value type
/// looks at a part only, so that crafted items could make a set slow.
/// </summary>
internal sealed class JsonEquality : IEqualityComparer<JsonValue>
{
    public static readonly JsonEquality Instance = new();

    public bool Equals(JsonValue x, JsonValue y) => x == y;

    public int GetHashCode(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Array:
                var items = new HashCode();
                foreach (var item in value.EnumerateArray())
                    items.Add(GetHashCode(item));
                return items.ToHashCode();
            case JsonKind.Object:
                // The order of properties means nothing.
                int sum = value.Count;
                foreach (var property in value.EnumerateObject())
                    sum += HashCode.Combine(property.Name, GetHashCode(property.Value));
                return sum;
            default:
                return value.GetHashCode();
        }
    }
}
