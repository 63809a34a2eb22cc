using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;

namespace Workflows.Hosting.Entities;

/// <summary>
/// Brings messages to entities, wherever the host keeps them. A message may be lost with its process: the store is the truth, and recovery
/// finds what was not followed up.
/// </summary>
public interface IEntityRouter
{
    /// <summary>Appends events to a stream; the answer comes with <see cref="AppendRequest.Completion"/>.</summary>
    void Append(StreamId stream, AppendRequest request);

    /// <summary>Tells a trigger of appended events, or pokes it to read its stream.</summary>
    void Trigger(StreamId stream, TriggerMessage message);

    /// <summary>Brings a message to a run.</summary>
    void Run(TenantId tenant, RunId run, RunMessage message);

    /// <summary>Brings a message to the entity that releases a workflow's held deliveries.</summary>
    void Workflow(TenantId tenant, WorkflowId workflow, WorkflowMessage message);

    /// <summary>Tells a timer shard of a wait with a due time.</summary>
    void Timer(WaitRecord wait);

    /// <summary>Asks for a recovery pass after the store failed in a way that may have cut off a follow-up.</summary>
    void RequestRecovery();
}
