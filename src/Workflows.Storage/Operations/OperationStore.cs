using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Operations;

/// <summary>Links between runs and answers to requests, with SQL that both dialects take.</summary>
internal sealed partial class OperationStore(SqlDatabase database) : IOperationStore
{
    private const int PruneRows = 5_000;

    private const string PruneAnswersSql = """
        DELETE FROM request_keys WHERE (tenant, key_hash) IN (
            SELECT tenant, key_hash FROM request_keys WHERE created_ms < @before LIMIT @rows)
        """;

    private const string PruneTagsSql = """
        DELETE FROM run_tags WHERE (tenant, tag, run) IN (
            SELECT t.tenant, t.tag, t.run FROM run_tags t WHERE t.run < @floor
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = t.tenant AND r.id = t.run) LIMIT @rows)
        """;

    private const string PruneReplaysSql = """
        DELETE FROM run_replays WHERE (tenant, source, target) IN (
            SELECT l.tenant, l.source, l.target FROM run_replays l WHERE l.target < @floor
                AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant = l.tenant AND r.id = l.target) LIMIT @rows)
        """;

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

    /// <inheritdoc/>
    public Task<int> PruneAsync(DateTimeOffset answersBefore, DateTimeOffset runsBefore, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var values = new
                {
                    before = answersBefore.ToMs(), floor = database.Uuid(IdRange.From(runsBefore)), rows = PruneRows,
                };
                var removed = 0;
                foreach (var sql in (string[])[PruneAnswersSql, PruneTagsSql, PruneReplaysSql]) removed += await connection.ExecuteAsync(sql, values);
                return removed;
            },
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
