using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>The longest correlation id that an event can have.</summary>
    private const int MaxKeyLength = 200;

    private void ExecuteNode(Branch branch, NodeStep step, in Instruction instruction)
    {
        switch (step.Config)
        {
            case StateSetConfig config: ExecuteStateSet(branch, step, config); break;
            case AssignConfig config: ExecuteAssign(branch, step, config); break;
            case ActionCallConfig config: ExecuteAction(branch, step, config, instruction); break;
            case EventWaitConfig config: ExecuteEventWait(branch, step, config); break;
            case TimeWaitConfig config: ExecuteTimeWait(branch, step, config); break;
            case HumanTaskConfig config: ExecuteHumanTask(branch, step, config); break;
            case CallWorkflowConfig config: ExecuteCall(branch, step, config); break;
            default: throw new InvalidOperationException($"No code for a node of type {step.Type}.");
        }
    }

    private void ExecuteStateSet(Branch branch, NodeStep step, StateSetConfig config)
    {
        var value = config.State.Resolve(ScopeOf(branch));
        if (value.Kind != JsonKind.String || value.GetString().Length == 0)
        {
            Fail(branch, new Failure(FailureCategory.ValidationError, "STATE_NOT_TEXT", $"The state of '{step.Id}' is not a text."));
            return;
        }

        state.Meta = state.Meta.With("state", value);
        changed.Add("meta.state");
        Succeeded(branch, step, null).Value("output", Mask(value)).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private void ExecuteAssign(Branch branch, NodeStep step, AssignConfig config)
    {
        if (!TryAssign(branch, ScopeOf(branch), config.Assignments, out var written)) return;
        Succeeded(branch, step, null).Value("output", Mask(written)).Close();
        MoveTo(branch, branch.Position + 1);
    }

    private void ExecuteEventWait(Branch branch, NodeStep step, EventWaitConfig config)
    {
        var key = config.CorrelationKey.Resolve(ScopeOf(branch));
        if (key.Kind is not (JsonKind.String or JsonKind.Number) || (key.Kind == JsonKind.String && key.GetString().Length == 0))
        {
            Fail(branch, new Failure(
                FailureCategory.ValidationError, "CORRELATION_KEY_MISSING",
                $"The correlation key of '{step.Id}' is {DefinitionReader.Describe(key)}; a text is needed."));
            return;
        }

        var text = key.Kind == JsonKind.String ? key.GetString() : key.ToString();
        if (text.Length > MaxKeyLength || text.Any(char.IsControl))
        {
            Fail(branch, new Failure(
                FailureCategory.ValidationError, "CORRELATION_KEY_INVALID",
                $"The correlation key of '{step.Id}' has more than {MaxKeyLength} characters, or control characters: no event can have it."));
            return;
        }

        state.LastEventWait = step.Id;
        Park(branch, step, PendingKind.Event, new RunEffect.Wait
        {
            Number = ++state.LastWait,
            Kind = WaitKind.Event,
            Step = IdentityOf(branch),
            EventName = config.EventName,
            Key = text,
            Filters = config.Filters.Count == 0 ? default : config.Filters,
            Due = config.Timeout is { } timeout ? context.Now + timeout : null,
        });
    }

    private void ExecuteTimeWait(Branch branch, NodeStep step, TimeWaitConfig config)
    {
        DateTimeOffset due;
        if (config.Duration is { } duration)
        {
            due = context.Now + duration;
        }
        else
        {
            var until = config.Until!.Resolve(ScopeOf(branch));
            if (until.Kind != JsonKind.String || !Timestamp.TryParse(until.GetString(), out due))
            {
                Fail(branch, new Failure(
                    FailureCategory.ValidationError, "MOMENT_INVALID", $"'until' of '{step.Id}' is not an ISO 8601 moment: {until}."));
                return;
            }
        }

        Park(branch, step, PendingKind.Time, new RunEffect.Wait
        {
            Number = ++state.LastWait, Kind = WaitKind.Time, Step = IdentityOf(branch), Due = due,
        });
    }

    private void Park(Branch branch, Step step, PendingKind kind, RunEffect.Wait wait, string? id = null)
    {
        branch.Pending = new Pending(kind, wait.Number, Since: context.Now.ToUnixTimeMilliseconds(), Key: id);
        effects.Add(wait);
        var entry = history.Entry(wait.Step, step.Type, kind == PendingKind.Retry ? "retry_scheduled" : "waiting", branch.Attempt);
        entry.Text("waitsFor", kind.ToString().ToLowerInvariant());
        if (id is not null) entry.Text(kind == PendingKind.Child ? "run" : "task", id);
        if (wait.EventName is not null) entry.Text("eventName", wait.EventName).Text("key", wait.Key!);
        if (wait.Due is { } due) entry.Number("due", due.ToUnixTimeMilliseconds());
        entry.Close();
    }
}
