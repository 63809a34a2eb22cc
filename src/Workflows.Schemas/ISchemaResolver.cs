using Workflows.Abstractions.Json;

namespace Workflows.Schemas;

/// <summary>
/// Where a compilation gets documents that a schema refers to and does not hold: a registry. Nothing is ever fetched from
/// the network by this library.
/// </summary>
public interface ISchemaResolver
{
    /// <summary>The schema document at an absolute URI, which has no fragment; false when it is unknown.</summary>
    bool TryResolve(string uri, out JsonValue schema);
}
