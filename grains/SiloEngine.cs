using Microsoft.Extensions.Logging;
using Workflows.Grains.Members;
using Workflows.Grains.Placement;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Duties;
using Workflows.Hosting.Entities;

namespace Workflows.Grains;

/// <summary>What the grains of a silo work with.</summary>
internal sealed partial class SiloEngine : IDisposable
{
    private readonly GrainCensus census;
    private readonly GrainMover mover;
    private readonly ILogger<SiloEngine> logger;

    public SiloEngine(
        EngineContext context, ClusterRouter router, GrainCensus census, GrainMover mover, IEnumerable<IDuty> duties, ILocalSiloDetails silo,
        ILogger<SiloEngine> logger)
    {
        (Context, Router, Duties) = (context, router, [.. duties]);
        (this.census, this.mover, this.logger) = (census, mover, logger);
        Silo = silo.SiloAddress.ToString();
        Executor = new ActionExecutor(context, router);
    }

    /// <summary>The address of the silo.</summary>
    public string Silo { get; }

    public EngineContext Context { get; }

    public ClusterRouter Router { get; }

    public ActionExecutor Executor { get; }

    public IReadOnlyList<IDuty> Duties { get; }

    /// <summary>A grain was activated.</summary>
    /// <param name="kind">Its kind, as operators see it.</param>
    /// <param name="grain">The grain.</param>
    public void Enter(string kind, Grain grain)
    {
        census.Enter(kind, grain);
        if (grain is IMovable movable) mover.Check(movable);
    }

    /// <summary>A grain leaves memory; from its Dispose, because one that has to leave amid its activation is told nothing else.</summary>
    public void Leave(string kind, Grain grain) => census.Leave(kind, grain);

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
