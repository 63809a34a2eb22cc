using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Workflows.Hosting.Tests.Parts;

/// <summary>Keeps the numbers of what was logged.</summary>
internal sealed class EventLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<int> events = new();

    public IReadOnlyCollection<int> Events => events;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        events.Enqueue(eventId.Id);

    public void Dispose()
    {
    }
}
