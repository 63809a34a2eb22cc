using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Runs;

/// <summary>What a slice asks of its host. Effects are data; the host performs them after the commit that contains them.</summary>
public abstract record RunEffect
{
    private RunEffect()
    {
    }

    /// <summary>Call an action, and bring its answer back as an input.</summary>
    public sealed record Invoke : RunEffect
    {
        /// <summary>The number of the invocation in the run.</summary>
        public required int Number { get; init; }

        /// <summary>The identity of the calling step.</summary>
        public required string Step { get; init; }

        /// <summary>1 for the first attempt.</summary>
        public required int Attempt { get; init; }

        /// <summary>The action.</summary>
        public required Actions.ActionDescriptor Action { get; init; }

        /// <summary>The action's input, with markers in the places of secrets.</summary>
        public required JsonValue Input { get; init; }

        /// <summary>The places in <see cref="Input"/> that take secrets; to be filled in for the call alone.</summary>
        public IReadOnlyList<SecretUse> Secrets { get; init; } = [];

        /// <summary>The key under which the action's effect happens at most once; the same for every attempt.</summary>
        public required string IdempotencyKey { get; init; }

        /// <summary>Whether the author gave the key, so that other runs may use it, too.</summary>
        public bool IsAuthorKey { get; init; }
    }

    /// <summary>Keep a wait until it is resolved or due.</summary>
    public sealed record Wait : RunEffect
    {
        /// <summary>The number of the wait in the run.</summary>
        public required int Number { get; init; }

        /// <summary>What is waited for.</summary>
        public required WaitKind Kind { get; init; }

        /// <summary>The identity of the waiting step.</summary>
        public required string Step { get; init; }

        /// <summary>The awaited event type, of an event wait.</summary>
        public string? EventName { get; init; }

        /// <summary>The awaited correlation key, of an event wait.</summary>
        public string? Key { get; init; }

        /// <summary>The event filters, of an event wait; Missing for none.</summary>
        public JsonValue Filters { get; init; }

        /// <summary>When it is due or times out; null for never.</summary>
        public DateTimeOffset? Due { get; init; }
    }

    /// <summary>Make the task of a human wait.</summary>
    public sealed record CreateTask : RunEffect
    {
        /// <summary>The number of the wait in the run.</summary>
        public required int WaitNumber { get; init; }

        /// <summary>The identity of the waiting step.</summary>
        public required string Step { get; init; }

        /// <summary>The task's id.</summary>
        public required HumanTaskId Id { get; init; }

        /// <summary>The node's config.</summary>
        public required HumanTaskConfig Config { get; init; }

        /// <summary>The title.</summary>
        public required string Title { get; init; }

        /// <summary>The description; null for none.</summary>
        public string? Description { get; init; }

        /// <summary>What the person needs to know; Missing for nothing.</summary>
        public JsonValue Context { get; init; }

        /// <summary>Who may do it: <c>user:ann</c>, <c>role:approver</c>; empty for everybody.</summary>
        public IReadOnlyList<string> Assignees { get; init; } = [];

        /// <summary>When it expires; null for never.</summary>
        public DateTimeOffset? Due { get; init; }
    }

    /// <summary>End the task of a human wait that nobody answered.</summary>
    /// <param name="WaitNumber">The number of the wait in the run.</param>
    /// <param name="Status"><see cref="HumanTaskStatus.Canceled"/> or <see cref="HumanTaskStatus.Expired"/>.</param>
    public sealed record CloseTask(int WaitNumber, HumanTaskStatus Status) : RunEffect;

    /// <summary>Start a child run: its row is part of the slice's commit, its first slice comes later.</summary>
    public sealed record StartChild : RunEffect
    {
        /// <summary>The child's id.</summary>
        public required RunId Run { get; init; }

        /// <summary>The number of the wait in the run; 0 when the run does not wait for the child.</summary>
        public required int WaitNumber { get; init; }

        /// <summary>The identity of the calling step.</summary>
        public required string Step { get; init; }

        /// <summary>The version to run.</summary>
        public required CalledWorkflow Target { get; init; }

        /// <summary>The child's payload.</summary>
        public required JsonValue Payload { get; init; }
    }

    /// <summary>Cancel a child that the run does not wait for any more.</summary>
    /// <param name="Run">The child.</param>
    public sealed record CancelChild(RunId Run) : RunEffect;

    /// <summary>Remove a wait: it was resolved, came due, or is not needed any more.</summary>
    /// <param name="Number">The number of the wait in the run.</param>
    public sealed record Unwait(int Number) : RunEffect;
}
