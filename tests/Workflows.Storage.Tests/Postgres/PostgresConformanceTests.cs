using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres;
using Workflows.Storage.Tests.Conformance;

namespace Workflows.Storage.Tests.Postgres;

public sealed class PostgresConformanceTests(PostgresFixture fixture) : StoreConformance
{
    private readonly List<string> databases = [];

    protected override async Task<IStore> OpenAsync()
    {
        if (databases.Count == 0) await EmptyAsync();
        return PostgresStore.Open(databases[^1], new PostgresStoreOptions { PartitionDaysAhead = 1 }, Clock);
    }

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{databases[^1]};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task EmptyAsync() => databases.Add(await (await fixture.GetAsync()).CreateDatabaseAsync());

    protected override async ValueTask CleanUpAsync()
    {
        foreach (var database in databases) await (await fixture.GetAsync()).DropDatabaseAsync(database);
    }
}
