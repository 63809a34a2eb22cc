namespace Workflows.Schemas;

/// <summary>The dialects of JSON Schema that are built in, by the URI that <c>$schema</c> names.</summary>
public static class SchemaDialect
{
    /// <summary>JSON Schema 2020-12, the default.</summary>
    public const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>
    /// JSON Schema 2019-09. Schemas that are referred to may use it; its own meta-schema is not built in.
    /// </summary>
    public const string Draft201909 = "https://json-schema.org/draft/2019-09/schema";

    /// <summary>JSON Schema draft-07.</summary>
    public const string Draft07 = "http://json-schema.org/draft-07/schema";
}
