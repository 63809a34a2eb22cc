using Microsoft.Extensions.Logging;
using Workflows.Grains.Operations;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;

namespace Workflows.Grains;

/// <summary>What the grains of a silo work with.</summary>
internal sealed partial class SiloEngine : IDisposable
{
    private readonly ILogger<SiloEngine> logger;

    public SiloEngine(
        EngineContext context, ClusterRouter router, GrainCensus census, IEnumerable<IDuty> duties, ILocalSiloDetails silo,
        ILogger<SiloEngine> logger)
    {
        (Context, Router, Census, Duties, this.logger) = (context, router, census, [.. duties], logger);
        Silo = silo.SiloAddress.ToString();
        Executor = new ActionExecutor(context, router);
    }

    /// <summary>The address of the silo.</summary>
    public string Silo { get; }

    public EngineContext Context { get; }

    public ClusterRouter Router { get; }

    public ActionExecutor Executor { get; }

    public GrainCensus Census { get; }

    public IReadOnlyList<IDuty> Duties { get; }

    /// <summary>An entity threw: a defect. What it was about is still in the store, so recovery brings it back.</summary>
    public void OnFault(Exception exception)
    {
        LogFault(logger, exception);
        Router.RequestRecovery();
    }

    public void Dispose() => Executor.Dispose();

    [LoggerMessage(EventId = 1801, Level = LogLevel.Error, Message = "An entity failed unexpectedly; recovery will take its work up again")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
