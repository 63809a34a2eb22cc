using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Workflows.Testing;

/// <summary>
/// A PostgreSQL for tests and benchmarks: the server that <c>WORKFLOWS_TEST_POSTGRES</c> names, else a private cluster on a free port of the
/// loopback address, in a temporary folder, that is stopped and removed at the end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of an existing server.</summary>
    public const string Variable = "WORKFLOWS_TEST_POSTGRES";

    private readonly string? binaries;
    private readonly string? folder;
    private readonly int port;
    private int databases;

    private PostgresServer(string connectionString) => ConnectionString = connectionString;

    private PostgresServer(string binaries, string folder, int port)
        : this($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres")
    {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /// <summary>The connection string of the server's maintenance database.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the server is ours, so that a test may stop it.</summary>
    public bool IsPrivate => folder is not null;

    /// <summary>The server's main process; null when the server is not ours.</summary>
    public int? ProcessId => IsPrivate ? int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture) : null;

    /// <summary>Why no server can be had; null when one can.</summary>
    public static string? Unavailable =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || FindBinaries() is not null
            ? null
            : $"no PostgreSQL: {Variable} is not set and no server binaries were found (Debian: apt-get install postgresql)";

    /// <summary>Finds or starts a server.</summary>
    /// <param name="settings">Further server settings, as <c>name=value</c>; only for a private cluster.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } existing) return new PostgresServer(existing);
        var binaries = FindBinaries() ?? throw new InvalidOperationException(Unavailable);
        var folder = Directory.CreateTempSubdirectory("workflows-postgres-").FullName;
        var server = new PostgresServer(binaries, folder, LoopbackPorts.Next());
        if (IsRoot) await LaunchAsync("chown", ["postgres", folder]);
        await server.RunAsync("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
        // No test takes the machine down, so what the system has yet to put on disk outlives every process that is killed.
        await File.AppendAllLinesAsync(
            Path.Combine(server.Data, "postgresql.conf"),
            [
                $"port = {server.port}", "listen_addresses = '127.0.0.1'", $"unix_socket_directories = '{folder}'", "fsync = off", "full_page_writes = off",
                .. settings,
            ]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Makes a database with a new name and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"workflows_test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}_{Guid.NewGuid():N}"[..40];
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database that <see cref="CreateDatabaseAsync"/> made. A private cluster is removed as a whole, which is much quicker.</summary>
    public Task DropDatabaseAsync(string connectionString) => IsPrivate
        ? Task.CompletedTask
        : ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Runs a statement in the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the private cluster at once, as a crash would.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");

    /// <summary>Starts the private cluster and returns when it takes connections.</summary>
    public Task StartAgainAsync() => RunAsync("pg_ctl", "start", "-D", Data, "-w", "-l", Path.Combine(folder!, "server.log"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (folder is null) return;
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private string Data => Path.Combine(folder!, "data");

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var number) ? number : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(onPath).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "pg_ctl")));
    }

    /// <summary>Runs a program of the server. It refuses to run as root, so root runs it as the user that the package made.</summary>
    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries!, program);
        return IsRoot ? LaunchAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : LaunchAsync(path, arguments);
    }

    private static async Task LaunchAsync(string program, string[] arguments)
    {
        // Output goes nowhere: the server would inherit a pipe and keep it open for as long as it lives.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
