using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;

namespace Workflows.Engine.Runs;

/// <summary>
/// The complete execution state of a run. A slice changes it in place: after a commit that failed, the host drops it and reads the stored
/// one again.
/// </summary>
public sealed class RunState
{
    /// <summary>Creates the state of a run that has not begun.</summary>
    /// <param name="payload">The workflow's payload.</param>
    /// <param name="meta">What <c>meta</c> begins with; Missing for nothing.</param>
    public RunState(JsonValue payload, JsonValue meta = default)
    {
        Payload = payload;
        if (!meta.IsMissing) Meta = meta;
    }

    /// <summary>The workflow's payload; steps may change it.</summary>
    public JsonValue Payload { get; internal set; }

    /// <summary>The variables.</summary>
    public JsonValue Vars { get; internal set; } = JsonValue.EmptyObject;

    /// <summary>State name, tags, redactions.</summary>
    public JsonValue Meta { get; internal set; } = JsonValue.EmptyObject;

    /// <summary>The latest failure that was caught or let pass, or that ended the run; Missing when there was none.</summary>
    public JsonValue Error { get; internal set; }

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; internal set; } = RunStatus.Running;

    /// <summary>The code of the failure that ended the run.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Whether the last slice was cut at its budget and the run wants <see cref="RunInput.Continue"/>.</summary>
    public bool WantsContinue { get; internal set; }

    /// <summary>Whether the first slice has begun: a child run is stored before it has.</summary>
    public bool HasBegun => Branches.Count > 0 || HasEnded;

    /// <summary>Whether the run has ended.</summary>
    public bool HasEnded => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Canceled;

    /// <summary>The highest attempt of any step so far.</summary>
    public int MaxAttempt { get; internal set; } = 1;

    /// <summary>The id of the step that last waited for an event; null when none has.</summary>
    public string? LastEventWait { get; internal set; }

    /// <summary>Creates the state of a run that replays another one.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="vars">The variables.</param>
    /// <param name="meta">State name, tags, redactions.</param>
    public static RunState ForReplay(JsonValue payload, JsonValue vars, JsonValue meta) => new(payload) { Vars = vars, Meta = meta };

    internal List<Branch> Branches { get; } = [];

    /// <summary>What of the state is stored apart from it.</summary>
    internal StateParts Parts { get; } = new();

    internal int LastWait { get; set; }

    internal int LastInvocation { get; set; }

    internal int LastBranch { get; set; }

    /// <summary>The number of child runs that were started.</summary>
    internal int Children { get; set; }
}
