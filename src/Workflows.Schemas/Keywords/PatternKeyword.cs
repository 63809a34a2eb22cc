using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Formats;
using Workflows.Schemas.Patterns;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>pattern</c> (validation §6.3.3): an ECMA-262 expression that must match somewhere.</summary>
internal sealed class PatternKeyword : AssertionKeyword
{
    private readonly FormatCheck _isMatch;

    public PatternKeyword(KeywordContext context)
        : base(context)
    {
        Matcher = context.Pattern(context.Text(), context.Location);
        _isMatch = Matcher.IsMatch;
    }

    public PatternMatcher Matcher { get; }

    protected override bool Holds(JsonValue instance) =>
        instance.Kind != JsonKind.String || JsonText.Check(instance, _isMatch);

    protected override Complaint Describe(JsonValue instance) =>
        new($"text that matches '{Matcher.Source}'", JsonExcerpt.Of(instance));
}
