using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Faults;

public sealed class SqliteFaultTests(ITestOutputHelper output) : FaultSuite(output), IDisposable
{
    private readonly TempFolder folder = new();
    private int stores;

    protected override int Stride => 2;

    public void Dispose() => folder.Dispose();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(SqliteStore.Open(folder.File($"{++stores}.db")));
}
