using Npgsql;

namespace Workflows.Storage.Postgres.Connections;

/// <summary>
/// The pools: one for the batch writers, so that slow queries never hold up a commit, one for rows that are found by their keys, and one for everything else.
/// </summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    // Everything that a batch writer changes is found by key. So one plan fits every batch, and is kept instead of being made anew for every
    // length of the arrays; and as it is kept, it must not scan a table only because that was small when the plan was made.
    private const string WriterOptions = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // A partitioned table is planned for partition by partition, which costs six times what finding a row by its key does; PostgreSQL never keeps such a
    // plan by itself, because it does not see that all partitions but one will be left out.
    private const string KeyedOptions = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off";

    // A machine that is gone without a word would keep its sessions for hours: the server gives them up after a minute.
    private const string KeepAlive = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c tcp_user_timeout=60000";

    public PostgresConnections(string connectionString, PostgresStoreOptions options)
    {
        Readers = Build(connectionString, options, "reads", options.ReadConnections, _ => { });
        Keyed = Build(connectionString, options, "keys", options.ReadConnections, builder =>
        {
            builder.AutoPrepareMinUsages = 2;
            builder.Options = $"{builder.Options} {KeyedOptions}".Trim();
        });
        Writers = Build(connectionString, options, "writes", options.Writers, builder =>
        {
            builder.AutoPrepareMinUsages = 2;
            builder.Options = $"{builder.Options} {WriterOptions}".Trim();
        });
        Abandoned = new AbandonedSessions(Keyed, options.IdleTransactionTimeout);
    }

    public NpgsqlDataSource Readers { get; }

    public NpgsqlDataSource Keyed { get; }

    public NpgsqlDataSource Writers { get; }

    public AbandonedSessions Abandoned { get; }

    public async ValueTask DisposeAsync()
    {
        await Readers.DisposeAsync();
        await Keyed.DisposeAsync();
        await Writers.DisposeAsync();
    }

    private static NpgsqlDataSource Build(
        string connectionString, PostgresStoreOptions options, string purpose, int size, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = size,
            MinPoolSize = 0,
            Timeout = (int)options.ConnectTimeout.TotalSeconds,
            CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            MaxAutoPrepare = 64,
            // Settings and locks of ours end with their transactions. Without this, each query of a pooled connection begins with seven statements that undo.
            NoResetOnClose = true,
        };
        builder.ApplicationName = $"{AbandonedSessions.Name}{purpose} {builder.ApplicationName}".Trim();
        // A process that hangs amid a transaction would keep its locks, and everybody who writes the same rows waiting: the server ends the session.
        builder.Options = $"-c idle_in_transaction_session_timeout={options.IdleTransactionTimeout.TotalMilliseconds:0} {KeepAlive} {builder.Options}".Trim();
        configure(builder);
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }
}
