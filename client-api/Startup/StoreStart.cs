using Polly;
using Polly.Retry;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>Waits for the database and brings its schema up to date, before anything else starts.</summary>
internal sealed partial class StoreStart(IStore store, ServerOptions options, TimeProvider clock, ILogger<StoreStart> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Migrates; tries again while the database is away, within the start-up timeout.</summary>
    /// <exception cref="StartupException">The database stayed away, or cannot be used.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + options.StartupTimeout;
        var retry = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreException>(
                    exception => exception.IsTransient && clock.GetUtcNow() + Pause < end),
                MaxRetryAttempts = int.MaxValue,
                Delay = Pause,
                OnRetry = arguments =>
                {
                    LogWaiting(log, arguments.Outcome.Exception!.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        try
        {
            await retry.ExecuteAsync(async token => await store.MigrateAsync(token), cancellationToken);
        }
        catch (StoreException exception)
        {
            throw StartupException.Database(Explain(exception), exception);
        }
    }

    private string Explain(StoreException exception) => options.Store == StoreKind.Postgres
        ? $"PostgreSQL cannot be used: {exception.Message} Check that it runs and that --connection is right "
            + $"(waited up to {options.StartupTimeout.TotalSeconds} s, see --startup-timeout)."
        : $"The SQLite file in {options.Data} cannot be used: {exception.Message}";

    [LoggerMessage(3101, LogLevel.Warning, "Waiting for the database: {Reason}")]
    private static partial void LogWaiting(ILogger log, string reason);
}
