using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>
/// Ends the process when a stop goes on after its time, as it may when the database is away: services are asked to give up then, and not all can. What was not
/// ended is taken up as after a crash.
/// </summary>
internal sealed class StopLimit : IDisposable
{
    /// <summary>The exit code of a process that gave its stop up; docs/configuration.md lists them.</summary>
    public const int ExitCode = 6;

    /// <summary>How long services have to give up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Timer timer = new(_ => End());

    /// <summary>Counts from the moment that the server is told to stop.</summary>
    public void Watch(IServiceProvider services)
    {
        var options = services.GetRequiredService<ServerOptions>();
        var limit = options.DrainDelay + options.ShutdownTimeout + Grace;
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => timer.Change(limit, Timeout.InfiniteTimeSpan));
    }

    public void Dispose() => timer.Dispose();

    private static void End()
    {
        Console.Error.WriteLine("workflows: The stop did not end in its time and is given up. What was under way is taken up by the next start.");
        Environment.Exit(ExitCode);
    }
}
