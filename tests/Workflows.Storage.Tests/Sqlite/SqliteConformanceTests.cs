using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Storage.Tests.Conformance;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Sqlite;

public sealed class SqliteConformanceTests : StoreConformance
{
    private readonly TempFolder folder = new();

    protected override Task<IStore> OpenAsync(bool again = false) =>
        Task.FromResult<IStore>(SqliteStore.Open(folder.File("store.db"), clock: Clock));

    protected override ValueTask CleanUpAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
