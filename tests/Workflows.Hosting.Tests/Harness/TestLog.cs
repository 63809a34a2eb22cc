using Microsoft.Extensions.Logging;

namespace Workflows.Hosting.Tests.Harness;

/// <summary>Writes what the engine logs into the output of the test that runs.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly ITestOutputHelper? output = TestContext.Current.TestOutputHelper;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            output?.WriteLine($"{logLevel} {formatter(state, exception)} {exception}");
        }
        catch (InvalidOperationException)
        {
            // The test has ended before the engine that it started.
        }
    }

    public void Dispose()
    {
    }
}
