using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Tenancy;

/// <summary>A tenant.</summary>
/// <param name="Id">The store's number; positive.</param>
/// <param name="Key">What users and credentials call it, unique.</param>
/// <param name="Settings">Options of the tenant, UTF-8 JSON object; empty when all are default.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record TenantRecord(TenantId Id, string Key, ReadOnlyMemory<byte> Settings, DateTimeOffset CreatedAt);

/// <summary>An API key. Only its hash is kept.</summary>
/// <param name="Hash">SHA-256 of the key's text, lower-case hexadecimal.</param>
/// <param name="Tenant">The tenant that the key acts for.</param>
/// <param name="Name">What operators call the key.</param>
/// <param name="Roles">Comma-separated roles: viewer, operator, editor, publisher, admin, system-admin.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it is good.</param>
public sealed record ApiKeyRecord(
    string Hash, TenantId Tenant, string Name, string Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A row of the append-only audit trail.</summary>
/// <param name="Id">UUIDv7; orders the trail.</param>
/// <param name="Tenant">The tenant concerned.</param>
/// <param name="Actor">Who did it: the name of the credential.</param>
/// <param name="Operation">What was done: <c>workflow.publish</c>.</param>
/// <param name="Subject">What it was done to: <c>workflow:ticket-triage</c>.</param>
/// <param name="Details">Reason, versions and the like, UTF-8 JSON object; no payloads, no secrets.</param>
public sealed record AuditRecord(
    Guid Id, TenantId Tenant, string Actor, string Operation, string Subject, ReadOnlyMemory<byte> Details);
