using Npgsql;

namespace Workflows.Storage.Postgres.Connections;

/// <summary>
/// Ends sessions that others wait for and whose process stopped sending in the middle of a batch. To the server they are at work, so its own timeout for
/// transactions that stand idle does not know them, and they keep their locks until it finds their connection dead, which may take hours.
/// </summary>
/// <param name="source">Where to ask from: its sessions wait for no rows.</param>
/// <param name="patience">How long a session may be silent.</param>
internal sealed class AbandonedSessions(NpgsqlDataSource source, TimeSpan patience)
{
    /// <summary>What the names of all sessions of a store begin with.</summary>
    public const string Name = "workflows ";

    // One that is only slow sends the next statement, or more of its rows, from one look to the next.
    private const string Look =
        $"""
        WITH silent AS MATERIALIZED (
            SELECT a.pid, a.query_start, coalesce(c.bytes_processed, 0) AS copied
            FROM pg_stat_activity a LEFT JOIN pg_stat_progress_copy c ON c.pid = a.pid
            WHERE a.datname = current_database() AND a.usename = session_user AND a.application_name LIKE '{Name}%'
                AND a.state = 'active' AND a.wait_event = 'ClientRead'
                AND a.pid IN (SELECT unnest(pg_blocking_pids(w.pid)) FROM pg_stat_activity w WHERE w.wait_event_type = 'Lock'))
        SELECT pid, query_start, copied, CASE
            WHEN query_start < clock_timestamp() - $1 AND (pid, query_start, copied) IN (SELECT * FROM unnest($2, $3, $4)) THEN pg_terminate_backend(pid) END
        FROM silent
        """;

    private readonly TimeSpan pause = patience / 5;
    private readonly Lock gate = new();
    private List<Silent> seen = [];
    private Task look = Task.CompletedTask;

    /// <summary>Waits for a write; while it is not done, looks again and again for such sessions, once at a time for all that wait.</summary>
    public async Task EndWhileAsync(Task write)
    {
        await write.WaitAsync(pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!write.IsCompleted) await Task.WhenAny(write, NextLook());
        await write;
    }

    /// <inheritdoc cref="EndWhileAsync(Task)"/>
    public async Task<T> EndWhileAsync<T>(Task<T> write)
    {
        await EndWhileAsync((Task)write);
        return await write;
    }

    private Task NextLook()
    {
        lock (gate) return look.IsCompleted ? look = LookAsync() : look;
    }

    private async Task LookAsync()
    {
        try
        {
            await EndAsync();
        }
        catch (Exception)
        {
            // The server cannot be reached, or lets nobody end sessions: the write says what becomes of it.
        }

        await Task.Delay(pause, TimeProvider.System);
    }

    private async Task EndAsync()
    {
        await using var command = source.CreateCommand(Look);
        command.CommandTimeout = Math.Max(1, (int)patience.TotalSeconds);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = patience });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. seen.Select(session => session.Pid)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. seen.Select(session => session.Since)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. seen.Select(session => session.Copied)] });
        var silent = new List<Silent>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) silent.Add(new Silent(reader.GetInt32(0), reader.GetDateTime(1), reader.GetInt64(2)));
        seen = silent;
    }

    /// <summary>A session that waits for its process.</summary>
    /// <param name="Pid">The server's process.</param>
    /// <param name="Since">When its last statement began.</param>
    /// <param name="Copied">The bytes that a COPY has taken so far.</param>
    private readonly record struct Silent(int Pid, DateTime Since, long Copied);
}
