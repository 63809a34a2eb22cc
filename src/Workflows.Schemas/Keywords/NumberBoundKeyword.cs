using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Numbers;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms (validation §6.2.2 to 6.2.5), exact at any size.</summary>
internal sealed class NumberBoundKeyword : AssertionKeyword
{
    private NumberBoundKeyword(KeywordContext context, bool isLower, bool isExclusive)
        : base(context)
    {
        Bound = context.Number();
        IsLower = isLower;
        IsExclusive = isExclusive;
    }

    public JsonValue Bound { get; }

    public bool IsLower { get; }

    public bool IsExclusive { get; }

    public static Keyword Minimum(KeywordContext context) => new NumberBoundKeyword(context, isLower: true, isExclusive: false);

    public static Keyword ExclusiveMinimum(KeywordContext context) =>
        new NumberBoundKeyword(context, isLower: true, isExclusive: true);

    public static Keyword Maximum(KeywordContext context) => new NumberBoundKeyword(context, isLower: false, isExclusive: false);

    public static Keyword ExclusiveMaximum(KeywordContext context) =>
        new NumberBoundKeyword(context, isLower: false, isExclusive: true);

    protected override bool Holds(JsonValue instance)
    {
        if (instance.Kind != JsonKind.Number)
            return true;
        int order = NumberRules.Compare(instance, Bound);
        return order == 0 ? !IsExclusive : order > 0 == IsLower;
    }

    protected override Complaint Describe(JsonValue instance)
    {
        string relation = (IsLower, IsExclusive) switch
        {
            (true, false) => "at least",
            (true, true) => "greater than",
            (false, false) => "at most",
            (false, true) => "less than",
        };
        return new Complaint($"{relation} {JsonExcerpt.Of(Bound)}", JsonExcerpt.Of(instance));
    }
}
