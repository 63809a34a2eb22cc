namespace Workflows.Abstractions.Runs;

/// <summary>What started a run. The numbers are stored.</summary>
public enum RunOrigin
{
    /// <summary>An event matched the workflow's trigger.</summary>
    Event = 1,

    /// <summary>A user started it.</summary>
    Manual = 2,

    /// <summary>A schedule fired.</summary>
    Schedule = 3,

    /// <summary>Another run called the workflow.</summary>
    Parent = 4,

    /// <summary>An operator replayed another run.</summary>
    Replay = 5,

    /// <summary>A simulated event matched the workflow's trigger.</summary>
    Simulation = 6,
}
