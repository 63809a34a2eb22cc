using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Tenancy;

/// <summary>Appends audit rows inside other writes.</summary>
internal static class AuditTrail
{
    private const string InsertSql = """
        INSERT INTO audit (tenant, id, actor, operation, subject, details)
        VALUES (@Tenant, @Id, @Actor, @Operation, @Subject, @Details)
        """;

    /// <summary>Appends one row in the connection's transaction.</summary>
    public static Task<int> AppendAuditAsync(this DbConnection connection, SqlDatabase database, AuditRecord audit) =>
        connection.ExecuteAsync(
            InsertSql,
            new
            {
                Tenant = audit.Tenant.Value,
                Id = database.Uuid(audit.Id),
                audit.Actor,
                audit.Operation,
                audit.Subject,
                Details = audit.Details.ToText(),
            });
}
