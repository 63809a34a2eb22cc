using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Engine;
using Workflows.Hosting.Tests.Harness;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Cluster.Tests.Engine;

/// <summary>The suite of the embedded engine, unchanged, on three silos over PostgreSQL.</summary>
public sealed class ClusterPostgresEngineTests(PostgresFixture fixture) : EngineSuite
{
    private string? database;

    protected override EngineHost CreateHost() => new ClusterEngineHost();

    protected override async Task<IStore> OpenAsync() =>
        PostgresFixture.Open(database ??= await fixture.CreateDatabaseAsync(), Clock);

    protected override async ValueTask CleanUpAsync()
    {
        if (database is not null) await fixture.DropDatabaseAsync(database);
    }
}

/// <summary>The same over SQLite, which the silos of one process can share. No cluster of users is like that: it is in the long form only.</summary>
[Trait("Category", "Long")]
public sealed class ClusterSqliteEngineTests : EngineSuite
{
    private readonly TempFolder folder = new();

    protected override EngineHost CreateHost() => new ClusterEngineHost();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(SqliteStore.Open(folder.File("engine.db"), clock: Clock));

    protected override ValueTask CleanUpAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
