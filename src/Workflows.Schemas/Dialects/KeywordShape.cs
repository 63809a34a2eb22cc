namespace Workflows.Schemas.Dialects;

/// <summary>Where the subschemas in a keyword's value are.</summary>
internal enum KeywordShape
{
    /// <summary>It has none.</summary>
    Plain,

    /// <summary>The value is one.</summary>
    Schema,

    /// <summary>The value is an array of them.</summary>
    List,

    /// <summary>The value is an object of them.</summary>
    Map,

    /// <summary>One, or an array of them: <c>items</c> of draft-07.</summary>
    SchemaOrList,

    /// <summary>An object of schemas or arrays of names: <c>dependencies</c>.</summary>
    MapOfSchemasOrNames,
}
