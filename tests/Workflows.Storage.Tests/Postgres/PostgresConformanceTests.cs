using Workflows.Abstractions.Storage;
using Workflows.Storage.Postgres;
using Workflows.Storage.Tests.Conformance;

namespace Workflows.Storage.Tests.Postgres;

public sealed class PostgresConformanceTests(PostgresFixture fixture) : StoreConformance
{
    private string? database;

    protected override async Task<IStore> OpenAsync(bool again = false)
    {
        database ??= await (await fixture.GetAsync()).CreateDatabaseAsync();
        return PostgresStore.Open(database, new PostgresStoreOptions { PartitionDaysAhead = 1 }, Clock);
    }

    protected override async ValueTask CleanUpAsync()
    {
        if (database is not null) await (await fixture.GetAsync()).DropDatabaseAsync(database);
    }
}
