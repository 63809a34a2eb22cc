using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>const</c> (validation §6.1.3).</summary>
internal sealed class ConstKeyword(KeywordContext context) : AssertionKeyword(context)
{
    public JsonValue Value { get; } = context.Value;

    protected override bool Holds(JsonValue instance) => instance == Value;

    protected override Complaint Describe(JsonValue instance) => new(JsonExcerpt.Of(Value), JsonExcerpt.Of(instance));
}
