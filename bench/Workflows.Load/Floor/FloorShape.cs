using Workflows.Abstractions.Storage;

namespace Workflows.Load.Floor;

/// <summary>How the rows are spread.</summary>
public sealed record FloorShape
{
    /// <summary>Runs in one transaction of the floor.</summary>
    public int RunsPerTransaction { get; init; } = 500;

    /// <summary>Events in one commit of the store path: 100 is what a request of 100 events makes.</summary>
    public int EventsPerCommit { get; init; } = 100;

    /// <summary>Streams that are written at the same time.</summary>
    public int Lanes { get; init; } = 16;
}

/// <summary>One request's worth of work.</summary>
/// <param name="Append">What ingest commits.</param>
/// <param name="Start">What the trigger commits afterwards.</param>
public sealed record FloorStep(Commit Append, Commit Start);
