namespace Workflows.Abstractions.Runs;

/// <summary>Where a run stands. The numbers are stored.</summary>
public enum RunStatus
{
    /// <summary>Work is under way: a slice is due or an action was started and has not answered.</summary>
    Running = 1,

    /// <summary>Parked on waits (event, time, retry, human task, child).</summary>
    Waiting = 2,

    /// <summary>Ended as its definition says.</summary>
    Succeeded = 3,

    /// <summary>Ended by an error that nothing caught.</summary>
    Failed = 4,

    /// <summary>Ended by an operator.</summary>
    Canceled = 5,
}
