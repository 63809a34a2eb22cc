using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Tenancy;
using Workflows.Schemas.Diffing;

namespace Workflows.Hosting.Schemas;

/// <summary>The schemas of a tenant, beside those of the system. A schema goes from draft to active to deprecated; its content changes as a draft only.</summary>
public interface ISchemaRegistry
{
    /// <summary>
    /// Registers a schema. The same content under the same ref again answers with what is there; other content replaces a draft and is a
    /// conflict otherwise.
    /// </summary>
    Task<Result<SchemaRegistered>> RegisterAsync(Caller caller, SchemaRegistration registration, CancellationToken cancellationToken);

    /// <summary>Makes a draft active: from now on its content never changes. An active schema is left as it is.</summary>
    Task<Result<SchemaRecord>> ActivateAsync(Caller caller, string schemaRef, CancellationToken cancellationToken);

    /// <summary>Deprecates an active schema: publishers may not ask for it any more. A deprecated schema is left as it is.</summary>
    Task<Result<SchemaRecord>> DeprecateAsync(Caller caller, string schemaRef, CancellationToken cancellationToken);

    /// <summary>A schema that the tenant sees.</summary>
    Task<Result<SchemaRecord>> GetAsync(TenantId tenant, string schemaRef, CancellationToken cancellationToken);

    /// <summary>All schemas that the tenant sees, by ref, without their content.</summary>
    Task<IReadOnlyList<SchemaRecord>> ListAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>What changes from one schema to another.</summary>
    Task<Result<IReadOnlyList<SchemaChange>>> DiffAsync(TenantId tenant, string from, string to, CancellationToken cancellationToken);

    /// <summary>A realistic value that the schema allows; the same for the same seed.</summary>
    Task<Result<JsonValue>> SampleAsync(TenantId tenant, string schemaRef, long seed, CancellationToken cancellationToken);
}

/// <summary>A schema to register.</summary>
/// <param name="Ref">The whole ref; null to have the next version of a name.</param>
/// <param name="Name">The ref without its version, <c>payload.TicketCreated</c>; null when the ref is given.</param>
/// <param name="Document">The JSON Schema.</param>
/// <param name="Activate">Whether it is active at once.</param>
public sealed record SchemaRegistration(string? Ref, string? Name, JsonValue Document, bool Activate);

/// <summary>What became of a registration.</summary>
/// <param name="Schema">The schema as it stands.</param>
/// <param name="IsNew">Whether it was not there before.</param>
public sealed record SchemaRegistered(SchemaRecord Schema, bool IsNew);
