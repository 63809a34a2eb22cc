using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Runs;

/// <summary>A line of control: the run's own, or one for each item that a concurrent loop works on.</summary>
internal sealed class Branch
{
    public required int Id { get; init; }

    /// <summary>The branch whose loop made this one; null for the run's own.</summary>
    public Branch? Parent { get; init; }

    public int Position { get; set; }

    /// <summary>The attempt of the step at <see cref="Position"/>; 1 for the first.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The blocks around the position, innermost last.</summary>
    public List<Frame> Frames { get; } = [];

    /// <summary>What the branch is parked on; null while it can go on.</summary>
    public Pending? Pending { get; set; }
}

internal enum FrameKind
{
    /// <summary>A loop that this branch works through, or whose items its child branches work on.</summary>
    Loop,

    /// <summary>The item that this child branch works on; always its first frame.</summary>
    Item,

    /// <summary>A guarded block.</summary>
    Try,
}

internal sealed class Frame(FrameKind kind, Step step)
{
    public FrameKind Kind => kind;

    public Step Step => step;

    /// <summary>The items of a loop.</summary>
    public JsonValue Items { get; init; }

    /// <summary>The current item of a loop; for a concurrent one the next item to begin.</summary>
    public int Index { get; set; }

    /// <summary>The part of the stored state that holds the items; null for none.</summary>
    public int? ItemsPart { get; set; }

    /// <summary>What the items of a loop came to. Null when the loop keeps nothing.</summary>
    public LoopResults? Results { get; init; }
}

internal enum PendingKind
{
    Event,
    Time,
    Retry,
    Human,
    Child,
    Action,
    Children,
}

/// <summary>What a branch is parked on.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Number">The number of the wait or of the invocation; 0 for children.</param>
/// <param name="Input">The input of an action, to call it again after a crash.</param>
/// <param name="Key">The idempotency key of an action; the id of a child run.</param>
/// <param name="Since">When the step began to wait, in Unix milliseconds.</param>
internal sealed record Pending(PendingKind Kind, int Number, JsonValue Input = default, string? Key = null, long Since = 0)
{
    public bool IsWait => Kind is not (PendingKind.Action or PendingKind.Children);
}
