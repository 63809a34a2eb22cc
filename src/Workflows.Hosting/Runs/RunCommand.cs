using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Runs;

/// <summary>What an operator can do to a run that exists.</summary>
public enum RunCommandKind
{
    /// <summary>End it.</summary>
    Cancel,

    /// <summary>Release an open wait by force.</summary>
    Resume,

    /// <summary>Go on at the step that failed.</summary>
    Retry,

    /// <summary>Open the last event wait again.</summary>
    Requeue,
}

/// <summary>An operator's command to a run. It is decided and committed together with its audit row.</summary>
public sealed record RunCommand
{
    /// <summary>What to do.</summary>
    public required RunCommandKind Kind { get; init; }

    /// <summary>Who asks: the name of the credential.</summary>
    public required string Actor { get; init; }

    /// <summary>Why; 3 to 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The wait to release: its number or the identity of its step; null for the only one.</summary>
    public string? Wait { get; init; }

    /// <summary>What stands for the event's payload; Missing for nothing.</summary>
    public JsonValue Payload { get; init; }

    /// <summary>The job that the command is part of; a run that the job has done already is refused.</summary>
    public Guid? Job { get; init; }
}
