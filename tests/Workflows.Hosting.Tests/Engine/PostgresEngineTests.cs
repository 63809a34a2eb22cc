using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Engine;

public sealed class PostgresEngineTests(PostgresFixture fixture) : EngineSuite
{
    private string? database;

    protected override async Task<IStore> OpenAsync() =>
        PostgresFixture.Open(database ??= await fixture.CreateDatabaseAsync(), Clock);

    protected override async ValueTask CleanUpAsync()
    {
        if (database is not null) await fixture.DropDatabaseAsync(database);
    }
}
