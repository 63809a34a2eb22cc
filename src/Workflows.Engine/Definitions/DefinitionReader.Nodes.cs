using Workflows.Abstractions.Json;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions;

public sealed partial class DefinitionReader
{
    private const long LongestWaitMs = 5L * 365 * 24 * 60 * 60 * 1000;

    /// <summary>The node types, for suggestions and the palette.</summary>
    public static IReadOnlyList<string> NodeTypes { get; } =
        ["state.set", "transform.assign", "action.call", "event.wait", "time.wait", "human.task"];

    private NodeConfig? ReadConfig(string type, JsonValue value, ObjectFields step)
    {
        var pointer = step.At("config");
        if (!NodeTypes.Contains(type))
        {
            string[] all = [.. NodeTypes, "control.if", "control.forEach", "control.tryCatch", "control.callWorkflow", "control.return"];
            Error(
                FindingCodes.UnknownNodeType, step.At("type"), $"'{type}' is not a type of step.", actual: type,
                suggestion: Nearest.Of(type, all) ?? $"one of: {string.Join(", ", all)}");
            step.Ignore("config", "retry", "onError");
            return null;
        }

        if (value.Kind != JsonKind.Object)
        {
            Error(FindingCodes.InvalidConfig, pointer, "A config is an object.", "object", Describe(value));
            return null;
        }

        var fields = new ObjectFields(this, value, pointer) { Code = FindingCodes.InvalidConfig };
        NodeConfig? config = type switch
        {
            "state.set" => ReadStateSet(fields),
            "transform.assign" => ReadAssign(fields),
            "action.call" => ReadActionCall(fields),
            "event.wait" => ReadEventWait(fields),
            "human.task" => ReadHumanTask(fields),
            _ => ReadTimeWait(fields),
        };
        fields.Close();
        return config;
    }

    private StateSetConfig? ReadStateSet(ObjectFields fields)
    {
        var state = ReadRequiredTemplate(fields.Take("state"), fields.At("state"));
        return state is null ? null : new StateSetConfig(state);
    }

    private AssignConfig? ReadAssign(ObjectFields fields)
    {
        var value = fields.Take("assign");
        if (value.Kind == JsonKind.Object) return new AssignConfig(ReadAssignments(value, fields.At("assign")));
        Error(FindingCodes.InvalidConfig, fields.At("assign"), "'assign' is an object of targets and values.", "object", Describe(value));
        return null;
    }

    private ActionCallConfig? ReadActionCall(ObjectFields fields)
    {
        var id = fields.RequiredString("actionId", 200);
        var version = fields.RequiredInteger("version", 1, int.MaxValue);
        var input = fields.Take("inputMapping");
        var saveAs = ReadSaveAs(fields);
        var key = ReadOptionalExpression(fields.Take("idempotencyKey"), fields.At("idempotencyKey"));
        takesSecrets = true;
        var template = input.IsMissing ? new MappingTemplate.Literal(JsonValue.EmptyObject) : ReadTemplate(input, fields.At("inputMapping"), 0);
        takesSecrets = false;
        if (id is null || template is null) return null;
        return new ActionCallConfig { ActionId = id, ActionVersion = (int)version, Input = template, SaveAs = saveAs, IdempotencyKey = key };
    }

    private EventWaitConfig? ReadEventWait(ObjectFields fields)
    {
        var name = fields.RequiredString("eventName", 200);
        var key = ReadRequiredTemplate(fields.Take("correlationKey"), fields.At("correlationKey"));
        var timeout = fields.OptionalInteger("timeoutMs", 1, LongestWaitMs);
        var onTimeout = fields.OptionalChoice("onTimeout", "fail", "continue");
        var filters = ReadFilters(fields.Take("filters"), fields.At("filters"));
        var saveAs = ReadSaveAs(fields);
        var assign = ReadOptionalAssignments(fields);
        if (name is null || key is null) return null;
        return new EventWaitConfig
        {
            EventName = name,
            CorrelationKey = key,
            Timeout = timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            ContinuesOnTimeout = onTimeout == "continue",
            Filters = filters,
            SaveAs = saveAs,
            Assignments = assign,
        };
    }

    private TimeWaitConfig? ReadTimeWait(ObjectFields fields)
    {
        var mode = fields.OptionalChoice("mode", "duration", "until");
        var duration = fields.OptionalInteger("durationMs", 1, LongestWaitMs);
        var until = ReadOptionalTemplate(fields.Take("until"), fields.At("until"));
        var assign = ReadOptionalAssignments(fields);
        if ((mode ?? (until is null ? "duration" : "until")) == "until" ? until is not null : duration is not null)
        {
            return new TimeWaitConfig
            {
                Duration = until is null && duration is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                Until = until,
                Assignments = assign,
            };
        }

        Error(FindingCodes.InvalidConfig, fields.Pointer, "A time wait needs 'durationMs', or 'until' with a moment.", "durationMs | until");
        return null;
    }

    private AssignTarget? ReadSaveAs(ObjectFields fields)
    {
        if (fields.OptionalString("saveAs", 500) is not { } text) return null;
        if (AssignTarget.TryParseSaveAs(text, out var target)) return target;
        Error(
            FindingCodes.InvalidAssignPath, fields.At("saveAs"), $"'{text}' is not a place to save to.", actual: text,
            suggestion: "a variable name, or vars.<name>, payload.<path>");
        return null;
    }

    private IReadOnlyList<Assignment> ReadOptionalAssignments(ObjectFields fields)
    {
        var value = fields.Take("assign");
        if (value.IsMissing) return [];
        if (value.Kind == JsonKind.Object) return ReadAssignments(value, fields.At("assign"));
        Error(FindingCodes.InvalidConfig, fields.At("assign"), "'assign' is an object of targets and values.", "object", Describe(value));
        return [];
    }

    private List<Assignment> ReadAssignments(JsonValue value, string pointer)
    {
        var assignments = new List<Assignment>();
        foreach (var property in value.EnumerateObject())
        {
            var at = ObjectFields.At(pointer, property.Name);
            var template = ReadTemplate(property.Value, at, 0);
            if (!AssignTarget.TryParse(property.Name, out var target))
                Error(
                    FindingCodes.InvalidAssignPath, at, $"'{property.Name}' is not a place to assign to.", actual: property.Name,
                    suggestion: "vars.<name>, payload.<path>, meta.state, error.<path> or a JSON pointer");
            else if (template is not null)
                assignments.Add(new Assignment(target, template));
        }

        return assignments;
    }
}
