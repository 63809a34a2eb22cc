using Workflows.Abstractions.Storage;
using Workflows.Hosting.Tests.Engine;

namespace Workflows.Hosting.Tests.Faults;

public sealed class PostgresFaultTests(PostgresFixture fixture, ITestOutputHelper output) : FaultSuite(output)
{
    protected override int Stride => 7;

    protected override async Task<IStore> OpenAsync() => PostgresFixture.Open(await fixture.CreateDatabaseAsync(), TimeProvider.System);
}
