using Microsoft.Data.Sqlite;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Storage.Tests.Conformance;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Sqlite;

public sealed class SqliteConformanceTests : StoreConformance
{
    private readonly TempFolder folder = new();
    private string file = "store.db";

    protected override Task<IStore> OpenAsync() =>
        Task.FromResult<IStore>(SqliteStore.Open(folder.File(file), clock: Clock));

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File(file)};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override Task EmptyAsync()
    {
        file = "empty.db";
        return Task.CompletedTask;
    }

    protected override ValueTask CleanUpAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
