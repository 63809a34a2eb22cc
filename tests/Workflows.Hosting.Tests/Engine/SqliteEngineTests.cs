using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Engine;

public sealed class SqliteEngineTests : EngineSuite
{
    private readonly TempFolder folder = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(SqliteStore.Open(folder.File("engine.db"), clock: Clock));

    protected override ValueTask CleanUpAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
