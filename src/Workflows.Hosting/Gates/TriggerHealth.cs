using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Gates;

/// <summary>
/// Counts the failures of triggers, in memory: a start clears them, and too many in a short while say that the trigger must pause. The process of
/// the workflow's entity counts; the process of a stream only remembers that it told of a failure, so that it can tell of the next start.
/// </summary>
public sealed class TriggerHealth(IOptions<WorkflowsOptions> options)
{
    private readonly Dictionary<WorkflowId, Queue<DateTimeOffset>> failures = [];
    private readonly ConcurrentDictionary<WorkflowId, bool> told = new();
    private readonly Lock gate = new();
    private volatile bool any;

    /// <summary>A stream of this process tells of a failure.</summary>
    public void Tell(WorkflowId workflow) => told[workflow] = true;

    /// <summary>Whether a stream of this process told of a failure and must tell of this start; once.</summary>
    public bool Recovers(WorkflowId workflow) => !told.IsEmpty && told.TryRemove(workflow, out _);

    /// <summary>Counts a failed delivery; the number of failures when they are too many, else 0.</summary>
    public int Failed(WorkflowId workflow, DateTimeOffset now)
    {
        lock (gate)
        {
            any = true;
            if (!failures.TryGetValue(workflow, out var moments)) failures.Add(workflow, moments = new Queue<DateTimeOffset>());
            moments.Enqueue(now);
            while (moments.Peek() < now - options.Value.TriggerFailureWindow) moments.Dequeue();
            if (moments.Count < options.Value.TriggerFailureLimit) return 0;
            failures.Remove(workflow);
            any = failures.Count > 0;
            return moments.Count;
        }
    }

    /// <summary>A delivery started a run: earlier failures are forgotten.</summary>
    public void Succeeded(WorkflowId workflow)
    {
        if (!any) return;
        lock (gate)
        {
            failures.Remove(workflow);
            any = failures.Count > 0;
        }
    }
}
