using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Numbers;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>type</c> (validation §6.1.1). A number without fraction is an integer, however it is written.</summary>
internal sealed class TypeKeyword : AssertionKeyword
{
    private const string Integer = "integer";

    // One bit for each kind; integers have one of their own because a number may be one.
    private const int IntegerBit = 1 << 30;
    private readonly int _kinds;

    public TypeKeyword(KeywordContext context)
        : base(context)
    {
        Types = context.Value.Kind == JsonKind.Array ? context.Names() : [context.Text()];
        foreach (string type in Types)
            _kinds |= BitOf(type) ?? throw context.Refuse($"knows no type '{type}'");
    }

    public IReadOnlyList<string> Types { get; }

    protected override bool Holds(JsonValue instance) =>
        (_kinds & (1 << (int)instance.Kind)) != 0
        || ((_kinds & IntegerBit) != 0 && instance.Kind == JsonKind.Number && NumberRules.IsInteger(instance));

    protected override Complaint Describe(JsonValue instance) =>
        new(string.Join(" or ", Types), $"{JsonExcerpt.TypeOf(instance)} {JsonExcerpt.Of(instance)}");

    private static int? BitOf(string type) => type switch
    {
        "null" => 1 << (int)JsonKind.Null,
        "boolean" => 1 << (int)JsonKind.Boolean,
        "number" => 1 << (int)JsonKind.Number,
        "string" => 1 << (int)JsonKind.String,
        "array" => 1 << (int)JsonKind.Array,
        "object" => 1 << (int)JsonKind.Object,
        Integer => IntegerBit,
        _ => null,
    };
}
