using Workflows.Abstractions.Json;
using Workflows.Schemas;
using Workflows.Schemas.Walking;

namespace Workflows.Catalog.Schemas;

/// <summary>A schema of the registry, ready to use.</summary>
public sealed class RegisteredSchema
{
    private readonly JsonSchema? compiled;

    internal RegisteredSchema(string schemaRef, string status, bool isSystem, JsonValue document, string contentHash, SchemaCompilation compilation)
    {
        Ref = schemaRef;
        Status = status;
        IsSystem = isSystem;
        Document = document;
        ContentHash = contentHash;
        compiled = compilation.Compiled;
        CompileError = compilation.Error;
        RequiresTenantId = Requires("tenantId");
        RequiresOccurredAt = Requires("occurredAt");
    }

    /// <summary>The ref: <c>payload.TicketCreated.v1</c>.</summary>
    public string Ref { get; }

    /// <summary><c>draft</c>, <c>active</c> or <c>deprecated</c> (<see cref="SchemaStatus"/>).</summary>
    public string Status { get; }

    /// <summary>Whether the system owns it; else the tenant does.</summary>
    public bool IsSystem { get; }

    /// <summary>The JSON Schema.</summary>
    public JsonValue Document { get; }

    /// <summary>The schema, compiled.</summary>
    /// <exception cref="InvalidOperationException">It cannot be compiled; only a draft whose references changed can come to that.</exception>
    public JsonSchema Compiled => compiled
        ?? throw new InvalidOperationException($"The schema '{Ref}' cannot be compiled: {CompileError!.Message}");

    /// <summary>Why it cannot be compiled; null when it can.</summary>
    public SchemaCompileError? CompileError { get; }

    /// <summary>Whether every instance has a <c>tenantId</c>.</summary>
    public bool RequiresTenantId { get; }

    /// <summary>Whether every instance has an <c>occurredAt</c>.</summary>
    public bool RequiresOccurredAt { get; }

    /// <summary>SHA-256 of the canonical JSON, lower-case hexadecimal.</summary>
    public string ContentHash { get; }

    private bool Requires(string name) => compiled is not null && SchemaWalker.Find(compiled, name)?.IsAlwaysPresent == true;
}
