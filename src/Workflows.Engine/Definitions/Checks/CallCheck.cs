using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Calls name workflows and versions that there are, give them a payload that they take, and come to an end.</summary>
internal static class CallCheck
{
    public static void Check(CheckSubject subject)
    {
        foreach (var step in subject.Steps)
            if (step is NodeStep { Config: CallWorkflowConfig call })
                Check(subject, step, call);
    }

    private static void Check(CheckSubject subject, Step step, CallWorkflowConfig call)
    {
        var scopes = subject.Scopes[step.Id];
        new MappingCheck(subject, scopes.Before, step, FindingCodes.MissingRequiredMapping)
            .Check(call.Input, CheckTarget(subject, step, call), $"{step.Pointer}/inputMapping");
        var output = new MappingCheck(subject, scopes.After, step, FindingCodes.MissingRequiredMapping);
        foreach (var assignment in call.Output)
            output.Check(assignment.Value, ExpressionType.Unknown, ObjectFields.At($"{step.Pointer}/outputMapping", assignment.Target.Text));
        CheckCycle(subject, step, call);
    }

    /// <summary>The type of the payload that the called version takes; unknown when it is not known, or takes any.</summary>
    private static ExpressionType CheckTarget(CheckSubject subject, Step step, CallWorkflowConfig call)
    {
        if (subject.Context.Workflows is not { } workflows) return ExpressionType.Unknown;
        var pointer = $"{step.Pointer}/workflowId";
        if (!workflows.TryGetValue(call.Workflow, out var known))
        {
            // A workflow that calls itself is there as soon as it is published.
            if (call.Workflow != subject.Context.Workflow)
                subject.Error(
                    FindingCodes.UnknownWorkflow, pointer, $"There is no workflow '{call.Workflow}'.", step, "a workflow of the tenant",
                    call.Workflow, Nearest.Of(call.Workflow, subject.Context.WorkflowKeys));
            return ExpressionType.Unknown;
        }

        var version = call.Version ?? known.PublishedVersion;
        if (known.Contracts.TryGetValue(version, out var contract))
            return contract.PayloadSchema.IsMissing
                ? ExpressionType.Unknown
                : SchemaTypes.Read(contract.PayloadSchema, reference => contract.ReferencedSchemas.GetValueOrDefault(ValidationContext.RefOf(reference)));
        if (call.Version is not null && !(call.Workflow == subject.Context.Workflow && version == known.PublishedVersion + 1))
            subject.Error(
                FindingCodes.UnknownWorkflowVersion, $"{step.Pointer}/workflowVersion",
                $"'{call.Workflow}' has no published version {version}.", step, $"1 to {known.PublishedVersion}, or latest", $"{version}",
                known.PublishedVersion > 0 ? $"{known.PublishedVersion}" : null);
        else if (call.Workflow != subject.Context.Workflow)
            subject.Warn(
                FindingCodes.WorkflowNotPublished, pointer, $"'{call.Workflow}' is not published; the step fails until it is.", step,
                suggestion: $"publish '{call.Workflow}'");
        return ExpressionType.Unknown;
    }

    private static void CheckCycle(CheckSubject subject, Step step, CallWorkflowConfig call)
    {
        if (subject.Context is not { Workflow: { } self, Workflows: { } workflows }) return;
        var own = WorkflowCalls.Of(subject.Definition.Steps).First(made => made.Workflow == call.Workflow);
        if (FindWay(call.Workflow, self, workflows, certainOnly: false) is not { } way) return;
        var text = string.Join(" → ", [self, .. way]);
        var pointer = $"{step.Pointer}/workflowId";
        if (own.IsCertain && FindWay(call.Workflow, self, workflows, certainOnly: true) is not null)
            subject.Error(
                FindingCodes.WorkflowCallCycle, pointer, $"Every run leads to a run of the same workflow, without end: {text}.", step,
                suggestion: "call it under a condition");
        else
            subject.Warn(
                FindingCodes.WorkflowCallCycle, pointer,
                $"Runs may lead to runs of the same workflow: {text}. They fail at {Runs.RunMachine.MaxDepth} levels.", step);
    }

    /// <summary>The shortest way of calls from a workflow to another one, both included; null when there is none.</summary>
    private static List<string>? FindWay(
        string from, string to, IReadOnlyDictionary<string, KnownWorkflow> workflows, bool certainOnly)
    {
        var callers = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var key))
        {
            if (key == to) return WayTo(key, callers);
            if (!workflows.TryGetValue(key, out var known)) continue;
            foreach (var call in known.Calls)
                if ((call.IsCertain || !certainOnly) && callers.TryAdd(call.Workflow, key))
                    open.Enqueue(call.Workflow);
        }

        return null;
    }

    private static List<string> WayTo(string? key, Dictionary<string, string?> callers)
    {
        var way = new List<string>();
        for (; key is not null; key = callers[key]) way.Insert(0, key);
        return way;
    }
}
