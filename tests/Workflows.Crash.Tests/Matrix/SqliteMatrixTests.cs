namespace Workflows.Crash.Tests.Matrix;

/// <summary>The crash matrix on SQLite.</summary>
public sealed class SqliteMatrixTests(ITestOutputHelper output) : MatrixSuite(output)
{
    [Fact]
    public async Task Sqlite_KilledAtEveryBoundary_GoesOn() => await RunAsync(null);
}
