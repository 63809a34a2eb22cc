namespace Workflows.Schemas.Dialects;

/// <summary>The dialects that are built in.</summary>
internal static class DialectTable
{
    private static readonly Dialect Draft202012 = new(SchemaDialect.Draft202012, Vocabularies202012.Standard);

    private static readonly Dialect Draft201909 = new(SchemaDialect.Draft201909, Vocabularies201909.Standard);

    private static readonly Dialect Draft07 = new(SchemaDialect.Draft07, KeywordsOfDraft07.All)
    {
        IgnoresSiblingsOfRef = true,
        HasAnchorsInId = true,
    };

    /// <summary>The dialect of that URI; null when it is not built in.</summary>
    public static Dialect? Find(string uri) => uri.TrimEnd('#') switch
    {
        SchemaDialect.Draft202012 => Draft202012,
        SchemaDialect.Draft201909 => Draft201909,

        // Draft-06 is draft-07 without if, then and else.
        SchemaDialect.Draft07 or "http://json-schema.org/draft-06/schema" => Draft07,
        _ => null,
    };
}
