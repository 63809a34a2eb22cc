using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Parts;

/// <summary>The services of an engine that was not started, for tests that work with one of its parts.</summary>
internal sealed class BareEngine : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly ServiceProvider provider;

    private BareEngine()
    {
        Store = new BrokenStore(SqliteStore.Open(folder.File("engine.db")));
        provider = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<IStore>(Store).AddWorkflows(_ => { }).BuildServiceProvider();
    }

    public BrokenStore Store { get; }

    public EventLog Log { get; } = new();

    public static async Task<BareEngine> CreateAsync()
    {
        var engine = new BareEngine();
        await engine.Store.MigrateAsync(default);
        return engine;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>A part of its own, with some of its dependencies given.</summary>
    public T Create<T>(params object[] given) => ActivatorUtilities.CreateInstance<T>(provider, given);

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        folder.Dispose();
    }
}
