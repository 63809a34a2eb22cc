using Npgsql;

namespace Workflows.Storage.Postgres.Connections;

/// <summary>
/// Ends sessions that others wait for and whose process stopped sending in the middle of a batch. To the server they are at work, so its own timeout for transactions that stand idle
/// does not know them, and they keep their locks until it finds their connection dead, which may take hours.
/// </summary>
/// <param name="source">Where to ask from: writers may all wait.</param>
/// <param name="application">The name of the sessions that write batches.</param>
/// <param name="patience">How long a statement's process may take to send the next one.</param>
internal sealed class AbandonedSessions(NpgsqlDataSource source, string application, TimeSpan patience)
{
    private const string End =
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND application_name = $1
            AND state = 'active' AND wait_event = 'ClientRead' AND query_start < clock_timestamp() - $2
            AND pid IN (SELECT unnest(pg_blocking_pids(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock')
        """;

    // Who waits looks sooner than a session may be silent: it may be silent for long when somebody begins to wait for it.
    private readonly TimeSpan pause = patience / 5;

    /// <summary>Waits for a write, and looks for such sessions again and again when it is not done at once.</summary>
    public async Task<T> EndWhileAsync<T>(Task<T> write)
    {
        while (true)
        {
            await ((Task)write).WaitAsync(pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (write.IsCompleted) return await write;
            await TryEndAsync();
        }
    }

    private async Task TryEndAsync()
    {
        try
        {
            await using var command = source.CreateCommand(End);
            command.Parameters.Add(new NpgsqlParameter { Value = application });
            command.Parameters.Add(new NpgsqlParameter { Value = patience });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception error) when (PostgresErrors.IsInfrastructure(error))
        {
            // The server cannot be reached, or lets nobody end sessions: the write says what becomes of it.
        }
    }
}
