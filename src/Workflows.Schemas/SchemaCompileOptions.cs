namespace Workflows.Schemas;

/// <summary>How a schema is compiled.</summary>
public sealed record SchemaCompileOptions
{
    /// <summary>The options that are used when none are given.</summary>
    public static SchemaCompileOptions Default { get; } = new();

    /// <summary>The dialect of documents without <c>$schema</c>. Default <see cref="SchemaDialect.Draft202012"/>.</summary>
    public string DefaultDialect { get; init; } = SchemaDialect.Draft202012;

    /// <summary>
    /// Whether <c>format</c> (and, in draft-07, <c>contentEncoding</c> and <c>contentMediaType</c>) must hold, or is a mere
    /// note. Default true. A dialect with the format-assertion vocabulary asserts it in any case.
    /// </summary>
    public bool AssertFormats { get; init; } = true;

    /// <summary>The absolute URI of a schema without <c>$id</c>, on which relative references rest. Default <c>schema:///</c>.</summary>
    public string BaseUri { get; init; } = "schema:///";

    /// <summary>Where referenced documents come from. Without it only the schema itself and the meta-schemas can be referred to.</summary>
    public ISchemaResolver? Resolver { get; init; }

    /// <summary>Budgets of compilation and validation.</summary>
    public SchemaLimits Limits { get; init; } = SchemaLimits.Default;
}
