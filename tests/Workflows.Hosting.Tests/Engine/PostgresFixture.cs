using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Engine;
using Workflows.Storage.Postgres;
using Workflows.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Workflows.Hosting.Tests.Engine;

/// <summary>One server for all tests of the assembly, started when the first test needs it, with a migrated database to copy.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<(PostgresServer Server, string Template)>> server = new(StartAsync);

    /// <summary>Makes a migrated database; skips the test where there is no server.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        if (PostgresServer.Unavailable is { } reason) Assert.Skip(reason);
        var (running, template) = await server.Value;
        return await running.CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(template).Database);
    }

    /// <summary>Drops a database.</summary>
    public async Task DropDatabaseAsync(string database)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database));
        await (await server.Value).Server.DropDatabaseAsync(database);
    }

    /// <summary>Opens a store on a database.</summary>
    public static IStore Open(string database, TimeProvider clock) =>
        PostgresStore.Open(database, new PostgresStoreOptions { PartitionDaysAhead = 1 }, clock);

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated) await (await server.Value).Server.DisposeAsync();
    }

    private static async Task<(PostgresServer Server, string Template)> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var template = await server.CreateDatabaseAsync();
        await using (var store = Open(template, new TimerClock())) await store.MigrateAsync(default);
        return (server, template);
    }
}
