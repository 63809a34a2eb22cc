using Workflows.Storage.Tests.Postgres;
using Workflows.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Workflows.Storage.Tests.Postgres;

/// <summary>One server for all tests of the assembly, started when the first test needs it.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync());

    /// <summary>The server; skips the test where there is none.</summary>
    public Task<PostgresServer> GetAsync()
    {
        if (PostgresServer.Unavailable is { } reason) Assert.Skip(reason);
        return server.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated) await (await server.Value).DisposeAsync();
    }
}
