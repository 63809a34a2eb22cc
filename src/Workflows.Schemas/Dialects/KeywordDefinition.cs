using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Dialects;

/// <summary>A keyword of a vocabulary.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Where its subschemas are.</param>
/// <param name="Create">Compiles it; null for those that have no effect of their own.</param>
internal sealed record KeywordDefinition(
    string Name, KeywordShape Shape = KeywordShape.Plain, Func<KeywordContext, Keyword?>? Create = null);
