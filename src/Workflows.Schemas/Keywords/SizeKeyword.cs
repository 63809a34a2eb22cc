using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary>
/// The six bounds of sizes: <c>minLength</c> and <c>maxLength</c> in code points, <c>minItems</c> and <c>maxItems</c>,
/// <c>minProperties</c> and <c>maxProperties</c> (validation §6.3 to 6.5).
/// </summary>
internal sealed class SizeKeyword : AssertionKeyword
{
    private readonly string _unit;

    private SizeKeyword(KeywordContext context, JsonKind kind, bool isLower, string unit)
        : base(context)
    {
        Bound = context.Count();
        AppliesTo = kind;
        IsLower = isLower;
        _unit = unit;
    }

    public int Bound { get; }

    public bool IsLower { get; }

    public JsonKind AppliesTo { get; }

    public static Keyword MinLength(KeywordContext context) => new SizeKeyword(context, JsonKind.String, true, "characters");

    public static Keyword MaxLength(KeywordContext context) => new SizeKeyword(context, JsonKind.String, false, "characters");

    public static Keyword MinItems(KeywordContext context) => new SizeKeyword(context, JsonKind.Array, true, "items");

    public static Keyword MaxItems(KeywordContext context) => new SizeKeyword(context, JsonKind.Array, false, "items");

    public static Keyword MinProperties(KeywordContext context) =>
        new SizeKeyword(context, JsonKind.Object, true, "properties");

    public static Keyword MaxProperties(KeywordContext context) =>
        new SizeKeyword(context, JsonKind.Object, false, "properties");

    protected override bool Holds(JsonValue instance) =>
        instance.Kind != AppliesTo || (IsLower ? Size(instance) >= Bound : Size(instance) <= Bound);

    protected override Complaint Describe(JsonValue instance) =>
        new($"{(IsLower ? "at least" : "at most")} {Bound} {_unit} long", $"{Size(instance)} {_unit} long");

    private static int Size(JsonValue instance) =>
        instance.Kind == JsonKind.String ? JsonText.CountCodePoints(instance) : instance.Count;
}
