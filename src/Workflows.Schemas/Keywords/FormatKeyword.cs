using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Formats;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>format</c> (validation §7), where it is an assertion.</summary>
internal sealed class FormatKeyword : AssertionKeyword
{
    private readonly FormatCheck _check;

    private FormatKeyword(KeywordContext context, FormatCheck check)
        : base(context)
    {
        Format = context.Text();
        _check = check;
    }

    public string Format { get; }

    /// <summary>The keyword when the options ask for assertion, and the format is known.</summary>
    public static Keyword? WhenAsserted(KeywordContext context)
    {
        string format = context.Text();
        return context.Options.AssertFormats && FormatTable.Find(format) is { } check ? new FormatKeyword(context, check) : null;
    }

    /// <summary>The keyword whatever the options say: the format-assertion vocabulary.</summary>
    public static Keyword? Always(KeywordContext context) =>
        FormatTable.Find(context.Text()) is { } check ? new FormatKeyword(context, check) : null;

    protected override bool Holds(JsonValue instance) =>
        instance.Kind != JsonKind.String || JsonText.Check(instance, _check);

    protected override Complaint Describe(JsonValue instance) => new($"a valid {Format}", JsonExcerpt.Of(instance));
}
