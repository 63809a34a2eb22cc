using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>enum</c> (validation §6.1.2).</summary>
internal sealed class EnumKeyword : AssertionKeyword
{
    private const int ScannedUpTo = 16;
    private const int ShownValues = 8;
    private readonly HashSet<JsonValue>? _set;

    public EnumKeyword(KeywordContext context)
        : base(context)
    {
        if (context.Value.Kind != JsonKind.Array)
            throw context.Refuse("must be an array");
        Values = [.. context.Value.EnumerateArray()];
        _set = Values.Length > ScannedUpTo ? new HashSet<JsonValue>(Values, JsonEquality.Instance) : null;
    }

    public JsonValue[] Values { get; }

    protected override bool Holds(JsonValue instance)
    {
        if (_set is not null)
            return _set.Contains(instance);
        foreach (var value in Values)
        {
            if (value == instance)
                return true;
        }
        return false;
    }

    protected override Complaint Describe(JsonValue instance)
    {
        string shown = string.Join(", ", Values.Take(ShownValues).Select(JsonExcerpt.Of));
        string more = Values.Length > ShownValues ? $" (and {Values.Length - ShownValues} more)" : "";
        return new Complaint($"one of {shown}{more}", JsonExcerpt.Of(instance));
    }
}
