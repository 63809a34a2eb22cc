namespace Workflows.Catalog.Schemas;

/// <summary>The states of a schema, in the order in which it goes through them.</summary>
public static class SchemaStatus
{
    /// <summary>Its content may still be replaced.</summary>
    public const string Draft = "draft";

    /// <summary>Its content never changes again.</summary>
    public const string Active = "active";

    /// <summary>As active, but to be used no more.</summary>
    public const string Deprecated = "deprecated";
}
