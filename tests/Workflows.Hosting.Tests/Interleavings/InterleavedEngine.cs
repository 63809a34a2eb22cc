using Workflows.Hosting.Tests.Harness;
using Workflows.Storage.Sqlite;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Interleavings;

/// <summary>An engine on SQLite in which something happens once, just before the next read of a kind.</summary>
internal sealed class InterleavedEngine : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private string read = "";
    private Func<Task>? next;

    private InterleavedEngine()
    {
    }

    public EngineHarness Engine { get; private set; } = null!;

    /// <summary>Whether it has happened.</summary>
    public bool HasHappened => next is null;

    public static async Task<InterleavedEngine> StartAsync()
    {
        var made = new InterleavedEngine();
        made.Engine = await EngineHarness.StartAsync(
            () => Task.FromResult(InterleavedStore.Around(
                SqliteStore.Open(made.folder.File("engine.db")), name => made.next is not null && name == made.read,
                () => Interlocked.Exchange(ref made.next, null)?.Invoke() ?? Task.CompletedTask)),
            TimeProvider.System);
        return made;
    }

    /// <summary>Has something happen before the next call of a reader's method.</summary>
    public void Before(string method, Func<Task> happen) => (read, next) = (method, happen);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        folder.Dispose();
    }
}
