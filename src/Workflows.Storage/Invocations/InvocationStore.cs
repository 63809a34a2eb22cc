using System.Data.Common;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Invocations;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Invocations;

/// <summary>Keeps the uses of idempotency keys with SQL that both dialects take.</summary>
internal sealed class InvocationStore(SqlDatabase database) : IInvocationStore
{
    private const string Columns = "tenant, hash, run, no, status, lease_until_ms, updated_ms, output";

    private const string ClaimSql = """
        INSERT INTO invocations (tenant, hash, run, no, status, lease_until_ms, updated_ms)
        VALUES (@tenant, @hash, @run, @no, 1, @lease, @at)
        ON CONFLICT (tenant, hash) DO UPDATE SET run = @run, no = @no, status = 1, lease_until_ms = @lease, updated_ms = @at
        WHERE invocations.status = 3 OR (invocations.status = 1 AND invocations.run = @run AND invocations.no = @no)
        """;

    /// <inheritdoc/>
    public Task<InvocationRecord> ClaimAsync(InvocationRecord wanted, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await connection.ExecuteAsync(ClaimSql, Values(wanted));
                var command = database.Command(connection, $"SELECT {Columns} FROM invocations WHERE tenant = @tenant AND hash = @hash");
                Bind(command, wanted.Tenant, wanted.Key);
                return (await SqlDatabase.ReadRowsAsync(command, Read, cancellationToken))[0];
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TakeOverAsync(InvocationRecord wanted, InvocationRecord seen, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection => await connection.ExecuteAsync(
                """
                UPDATE invocations SET run = @run, no = @no, lease_until_ms = @lease, updated_ms = @at
                WHERE tenant = @tenant AND hash = @hash AND run = @seenRun AND no = @seenNo AND status = 1
                """,
                new
                {
                    tenant = wanted.Tenant.Value, hash = database.Uuid(wanted.Key), run = database.Uuid(wanted.Run.Value), no = wanted.Number,
                    lease = wanted.LeaseUntil.ToMs(), at = wanted.UpdatedAt.ToMs(), seenRun = database.Uuid(seen.Run.Value), seenNo = seen.Number,
                }) == 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FinishAsync(InvocationRecord done, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection => await connection.ExecuteAsync(
                """
                UPDATE invocations SET status = @status, updated_ms = @at, output = @output
                WHERE tenant = @tenant AND hash = @hash AND run = @run AND no = @no AND status = 1
                """,
                Values(done)) == 1,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<InvocationRecord?> GetAsync(TenantId tenant, Guid key, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {Columns} FROM invocations WHERE tenant = @tenant AND hash = @hash", command => Bind(command, tenant, key), Read,
            cancellationToken);
        return rows.SingleOrDefault();
    }

    private void Bind(DbCommand command, TenantId tenant, Guid key)
    {
        command.Bind("tenant", tenant.Value);
        command.Bind("hash", database.Uuid(key));
    }

    private object Values(InvocationRecord record) => new
    {
        tenant = record.Tenant.Value,
        hash = database.Uuid(record.Key),
        run = database.Uuid(record.Run.Value),
        no = record.Number,
        status = (short)record.Status,
        lease = record.LeaseUntil.ToMs(),
        at = record.UpdatedAt.ToMs(),
        output = record.Output.IsEmpty ? null : record.Output.ToArray(),
    };

    private InvocationRecord Read(DbDataReader reader) => new()
    {
        Tenant = new TenantId(reader.GetInt32(0)),
        Key = database.GetGuid(reader, 1),
        Run = new RunId(database.GetGuid(reader, 2)),
        Number = reader.GetInt32(3),
        Status = (InvocationStatus)reader.GetInt16(4),
        LeaseUntil = reader.GetMoment(5),
        UpdatedAt = reader.GetMoment(6),
        Output = reader.IsDBNull(7) ? default(ReadOnlyMemory<byte>) : reader.GetFieldValue<byte[]>(7),
    };
}
