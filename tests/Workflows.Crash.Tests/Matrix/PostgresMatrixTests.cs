using Workflows.Testing;

namespace Workflows.Crash.Tests.Matrix;

/// <summary>The crash matrix on PostgreSQL.</summary>
public sealed class PostgresMatrixTests(ITestOutputHelper output) : MatrixSuite(output)
{
    [Fact]
    public async Task Postgres_KilledAtEveryBoundary_GoesOn()
    {
        Assert.SkipWhen(PostgresServer.Unavailable is not null, PostgresServer.Unavailable ?? "");
        await using var server = await PostgresServer.StartAsync();
        await RunAsync(await server.CreateDatabaseAsync());
    }
}
