using Workflows.Engine.Definitions.Checks;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>
/// Walks the steps in the order in which they run and types what each of them sees. Ways that part are joined where they meet: what is set on
/// some of them only is optional behind.
/// </summary>
internal sealed class TypeFlow
{
    /// <summary>After so many turns through a loop's body the types do not change any more, or are given up.</summary>
    private const int MaxTurns = 4;

    private readonly ValidationContext context;
    private readonly Dictionary<string, StepScopes> scopes = new(StringComparer.Ordinal);
    private readonly List<(string Name, ExpressionType Item)> loops = [];

    /// <summary>For each block around the current step, innermost last: the states between its steps, at which a failure may leave it.</summary>
    private readonly List<FlowState?> failures = [];

    private TypeFlow(ValidationContext context) => this.context = context;

    /// <summary>The scopes of all steps by step id.</summary>
    public static IReadOnlyDictionary<string, StepScopes> Of(WorkflowDefinition definition, ExpressionType payload, ValidationContext context)
    {
        var flow = new TypeFlow(context);
        flow.Walk(definition.Steps, FlowState.Start(payload));
        return flow.scopes;
    }

    /// <summary>The types of a schema's instances; unknown when the schema is.</summary>
    public static ExpressionType TypeOf(string? schemaRef, ValidationContext context) =>
        context.TryGetSchema(schemaRef, out var schema) ? SchemaTypes.Read(schema.Document, context.Resolve) : ExpressionType.Unknown;

    private FlowState? Walk(IReadOnlyList<Step> steps, FlowState? state)
    {
        var last = state;
        foreach (var step in steps)
        {
            // A step that nothing leads to is typed as if the one before went on.
            var after = Walk(step, state ?? last!);
            (last, state) = (state ?? last, state is null ? null : after);
        }

        return state;
    }

    private FlowState? Walk(Step step, FlowState state)
    {
        MayFail(state);
        var before = ScopeOf(state);
        scopes[step.Id] = new StepScopes(before, before);
        switch (step)
        {
            case IfStep branch:
                return FlowState.Join(Walk(branch.Then, state), Walk(branch.Else, state));
            case ForEachStep loop:
                return WalkLoop(loop, state, before);
            case TryCatchStep guarded:
                return WalkGuarded(guarded, state);
            case ReturnStep:
                return null;
            case NodeStep node:
                var after = WalkNode(node, state, before);
                return node.ContinuesOnError
                    ? FlowState.Join(after, state with { Error = EnvelopeTypes.Error })
                    : after;
            default:
                throw new InvalidOperationException($"No types for a step of type {step.GetType().Name}.");
        }
    }

    private FlowState WalkLoop(ForEachStep loop, FlowState state, TypeScope before)
    {
        var items = TypeAnalysis.Of(loop.Items.Expression, before).Result;
        var item = items.IsUnknown || !items.Has(TypeKinds.Array) ? ExpressionType.Unknown : items.Items ?? ExpressionType.Unknown;
        loops.Add((loop.ItemVariable, item));
        // What one turn sets, the next one may see.
        var (entry, ended) = (state, (FlowState?)null);
        for (var turn = 0; turn < MaxTurns; turn++)
        {
            failures.Add(entry);
            ended = Walk(loop.Body, entry);
            var next = FlowState.Join(entry, ended)!;
            var between = failures[^1]!;
            failures.RemoveAt(failures.Count - 1);
            if (loop.Concurrency > 1) next = FlowState.Join(next, between)!;
            if (loop.ContinuesOnItemError) next = FlowState.Join(next, between with { Error = EnvelopeTypes.Error })!;
            if (Same(entry, next)) break;
            entry = turn < MaxTurns - 1 ? next : GiveUp(next);
        }

        scopes[loop.Id] = scopes[loop.Id] with { After = ScopeOf(ended ?? entry) };
        loops.RemoveAt(loops.Count - 1);
        return Save(entry, loop.SaveAs, ResultsOf(loop));
    }

    /// <summary>The list that a loop keeps: what its items come to, and the failures of those that were passed over.</summary>
    private ExpressionType ResultsOf(ForEachStep loop)
    {
        if (loop.Results is null) return ExpressionType.Unknown;
        var item = TemplateTypes.OrNull(TemplateTypes.Of(loop.Results, scopes[loop.Id].After));
        return ExpressionType.ArrayOf(loop.ContinuesOnItemError ? ExpressionType.Union(item, EnvelopeTypes.FailedItem) : item);
    }

    private static bool Same(FlowState left, FlowState right) =>
        left.Vars.Count == right.Vars.Count && left.Payload.ToString() == right.Payload.ToString()
        && left.Error.Kinds == right.Error.Kinds
        && left.Vars.All(variable => right.Vars.TryGetValue(variable.Key, out var other) && other.ToString() == variable.Value.ToString());

    private static FlowState GiveUp(FlowState state) =>
        state with { Vars = state.Vars.SetItems(state.Vars.Keys.Select(name => KeyValuePair.Create(name, ExpressionType.Unknown))) };

    private FlowState? WalkGuarded(TryCatchStep step, FlowState state)
    {
        failures.Add(state);
        var tried = Walk(step.Try, state);
        var failed = failures[^1]!;
        failures.RemoveAt(failures.Count - 1);
        failed = failed with { Error = EnvelopeTypes.Error };
        if (step.CaptureErrorAs is { } name) failed = failed.Set(name, EnvelopeTypes.Error);
        return FlowState.Join(tried, Walk(step.Catch, failed));
    }

    private FlowState WalkNode(NodeStep step, FlowState state, TypeScope before)
    {
        switch (step.Config)
        {
            case AssignConfig assign:
                return Assign(state, assign.Assignments, before);
            case ActionCallConfig call:
                return Save(state, call.SaveAs, OutputOf(call));
            case EventWaitConfig wait:
                return WalkWait(step, state, PayloadOf(wait), wait.SaveAs, wait.Assignments, wait.ContinuesOnTimeout);
            case TimeWaitConfig wait:
                return Assign(state, wait.Assignments, before);
            case HumanTaskConfig task:
                return WalkWait(step, state, AnswerOf(task), task.SaveAs, task.Assignments, task.ContinuesOnTimeout);
            case CallWorkflowConfig call:
                return WalkCall(step, call, state);
            case StateSetConfig:
                return state;
            default:
                // A node that sets variables in ways that are not known here.
                return state with { IsOpen = true };
        }
    }

    private ExpressionType PayloadOf(EventWaitConfig wait) =>
        context.Events.TryGetValue(wait.EventName, out var known) ? TypeOf(known.PayloadSchemaRef, context) : ExpressionType.Unknown;

    private ExpressionType AnswerOf(HumanTaskConfig task) =>
        task.FormSchema.IsMissing ? TypeOf(task.FormSchemaRef, context) : SchemaTypes.Read(task.FormSchema, context.Resolve);

    /// <summary>What stands behind a wait that an event or an answer of the given type ends, or its timeout where the steps go on.</summary>
    private FlowState WalkWait(
        NodeStep step, FlowState state, ExpressionType answer, AssignTarget? saveAs, IReadOnlyList<Assignment> assignments, bool continuesOnTimeout)
    {
        var resumed = Save(state.Set("event", answer).Set("eventName", ExpressionType.String), saveAs, answer);
        MayFail(resumed);
        var after = ScopeOf(resumed);
        scopes[step.Id] = scopes[step.Id] with { After = after };
        resumed = Assign(resumed, assignments, after);
        return continuesOnTimeout ? FlowState.Join(resumed, Save(state, saveAs, EnvelopeTypes.TimedOut))! : resumed;
    }

    /// <summary>What a called run ends with is not known: its steps may have written anything.</summary>
    private FlowState WalkCall(NodeStep step, CallWorkflowConfig call, FlowState state)
    {
        var before = scopes[step.Id].Before;
        var roots = new Dictionary<string, ExpressionType>(before.Roots, StringComparer.Ordinal) { ["child"] = EnvelopeTypes.Child };
        var after = new TypeScope { Roots = roots };
        scopes[step.Id] = scopes[step.Id] with { After = after };
        return Assign(state, call.Output, after);
    }

    private ExpressionType OutputOf(ActionCallConfig call) =>
        context.Actions.TryGet(call.ActionId, call.ActionVersion, out var action)
            ? SchemaTypes.Read(action.OutputSchema, context.Resolve)
            : ExpressionType.Unknown;

    private static FlowState Save(FlowState state, AssignTarget? target, ExpressionType value) =>
        target is null ? state : state.Write(target, value);

    private static FlowState Assign(FlowState state, IReadOnlyList<Assignment> assignments, TypeScope scope) =>
        assignments.Aggregate(state, (current, assignment) => current.Write(assignment.Target, TemplateTypes.Of(assignment.Value, scope)));

    /// <summary>A failure here leads to the handlers of all blocks around: each may see what is set by now.</summary>
    private void MayFail(FlowState state)
    {
        for (var i = 0; i < failures.Count; i++) failures[i] = FlowState.Join(failures[i], state);
    }

    private TypeScope ScopeOf(FlowState state)
    {
        var vars = state.Vars;
        var roots = new Dictionary<string, ExpressionType>(StringComparer.Ordinal) { ["payload"] = state.Payload };
        foreach (var (name, item) in loops)
        {
            vars = vars.SetItem(name, item);
            roots[name] = item;
            roots["item"] = item;
            roots["index"] = ExpressionType.Number;
        }

        roots["vars"] = state.IsOpen ? ExpressionType.Unknown : ExpressionType.ObjectOf(ObjectShape.Of(vars));
        roots["meta"] = EnvelopeTypes.Meta;
        roots["run"] = EnvelopeTypes.Run;
        roots["error"] = state.Error;
        return new TypeScope { Roots = roots };
    }
}
