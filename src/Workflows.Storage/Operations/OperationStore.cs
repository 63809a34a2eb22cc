using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Operations;

/// <summary>Links between runs and answers to requests, with SQL that both dialects take.</summary>
internal sealed partial class OperationStore(SqlDatabase database) : IOperationStore
{
    private const string ReplaysSql = """
        SELECT source, target, step FROM run_replays WHERE tenant = @tenant AND source = @run
        UNION ALL
        SELECT source, target, step FROM run_replays WHERE tenant = @tenant AND target = @run
        ORDER BY 2 LIMIT 1000
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReplayLink>> ListReplaysAsync(TenantId tenant, RunId run, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            ReplaysSql,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("run", database.Uuid(run.Value));
            },
            reader => new ReplayLink(
                tenant, new RunId(database.GetGuid(reader, 0)), new RunId(database.GetGuid(reader, 1)), reader.GetString(2)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<RequestAnswer?> AddAnswerAsync(RequestAnswer answer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var added = await connection.ExecuteAsync(
                    """
                    INSERT INTO request_keys (tenant, key_hash, body_hash, created_ms, status, location, answer)
                    VALUES (@Tenant, @Key, @Body, @Created, @Status, @Location, @Answer) ON CONFLICT DO NOTHING
                    """,
                    Values(answer));
                if (added == 1) return null;
                var command = database.Command(
                    connection,
                    "SELECT body_hash, created_ms, status, location, answer FROM request_keys WHERE tenant = @tenant AND key_hash = @key");
                command.Bind("tenant", answer.Tenant.Value);
                command.Bind("key", database.Uuid(answer.KeyHash));
                var rows = await SqlDatabase.ReadRowsAsync(
                    command,
                    reader => answer with
                    {
                        BodyHash = database.GetGuid(reader, 0),
                        CreatedAt = reader.GetMoment(1),
                        Status = reader.GetInt32(2),
                        Location = reader.GetText(3),
                        Answer = reader.GetUtf8(4),
                    },
                    cancellationToken);
                return rows is [var known] ? known : null;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAnswerAsync(RequestAnswer answer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                """
                UPDATE request_keys SET status = @Status, location = @Location, answer = @Answer, created_ms = @Created
                WHERE tenant = @Tenant AND key_hash = @Key
                """,
                Values(answer)),
            cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAnswerAsync(TenantId tenant, Guid keyHash, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                "DELETE FROM request_keys WHERE tenant = @tenant AND key_hash = @key",
                new { tenant = tenant.Value, key = database.Uuid(keyHash) }),
            cancellationToken);

    private object Values(RequestAnswer answer) => new
    {
        Tenant = answer.Tenant.Value,
        Key = database.Uuid(answer.KeyHash),
        Body = database.Uuid(answer.BodyHash),
        Created = answer.CreatedAt.ToMs(),
        answer.Status,
        answer.Location,
        Answer = answer.Answer.ToText(),
    };
}
