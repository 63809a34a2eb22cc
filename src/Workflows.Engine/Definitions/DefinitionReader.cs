using Workflows.Abstractions.Json;
using Workflows.Engine.Mapping;
using Workflows.Engine.Triggers;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions;

/// <summary>
/// Reads a definition document: checks its shape, compiles its expressions, and reports everything that is wrong with the place it stands at.
/// </summary>
public sealed partial class DefinitionReader
{
    /// <summary>A definition has no more steps.</summary>
    public const int MaxSteps = 1_000;

    /// <summary>Control blocks are nested no deeper.</summary>
    public const int MaxNesting = 16;

    private static readonly string[] StepRoots = ["payload", "vars", "meta", "error", "run"];
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, string> stepIds = new(StringComparer.Ordinal);

    private DefinitionReader()
    {
    }

    /// <summary>Reads a definition.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The definition, null when errors stand in its way, and the findings in document order.</returns>
    public static (WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings) Read(JsonValue document)
    {
        var reader = new DefinitionReader();
        var definition = reader.ReadDefinition(document);
        var failed = reader.findings.Exists(finding => finding.Severity == FindingSeverity.Error);
        return (failed ? null : definition, reader.findings);
    }

    /// <summary>Reads what can be read of a definition, for editors: broken steps are left out.</summary>
    public static WorkflowDefinition ReadWhatCanBe(JsonValue document) =>
        new DefinitionReader().ReadDefinition(document) ?? new WorkflowDefinition { Name = string.Empty, Steps = [] };

    private WorkflowDefinition? ReadDefinition(JsonValue document)
    {
        var fields = Open(document, string.Empty);
        if (fields is null) return null;
        var name = fields.RequiredString("name", 200);
        var description = fields.OptionalString("description", 2_000);
        var mode = fields.OptionalChoice("payloadSchemaMode", "inferred", "pinned");
        var schemaRef = fields.OptionalString("payloadSchemaRef", 200);
        var source = fields.Take("trigger");
        var trigger = IsSchedule(source) ? null : ReadTrigger(source);
        var definition = new WorkflowDefinition
        {
            Name = name ?? string.Empty,
            Description = description,
            PayloadSchemaRef = schemaRef,
            PayloadSchemaMode = mode switch
            {
                "pinned" => PayloadSchemaMode.Pinned,
                "inferred" => PayloadSchemaMode.Inferred,
                _ => schemaRef is not null ? PayloadSchemaMode.Pinned : trigger is not null ? PayloadSchemaMode.Inferred : null,
            },
            Trigger = trigger,
            Schedule = IsSchedule(source) ? ReadScheduleTrigger(source) : null,
            Steps = ReadSteps(fields.Take("steps"), "/steps", depth: 0),
        };
        fields.Ignore("id", "version", "$schema");
        fields.Close();
        return definition;
    }

    private EventTrigger? ReadTrigger(JsonValue value)
    {
        if (value.IsMissingOrNull) return null;
        var fields = Open(value, "/trigger");
        if (fields is null) return null;
        var type = fields.RequiredString("type", 50);
        if (type is not (null or "event"))
            Error(FindingCodes.InvalidDefinition, "/trigger/type", $"'{type}' is not a type of trigger.", "event, schedule or recurring",
                suggestion: Nearest.Of(type, ["event", "schedule", "recurring"]) ?? "event");

        var trigger = new EventTrigger
        {
            EventName = fields.RequiredString("eventName", 200) ?? string.Empty,
            Source = fields.OptionalString("source", 200),
            Condition = ReadOptionalExpression(fields.Take("condition"), "/trigger/condition"),
            PayloadMapping = ReadOptionalTemplate(fields.Take("payloadMapping"), "/trigger/payloadMapping"),
            SourcePayloadSchemaRef = fields.OptionalString("sourcePayloadSchemaRef", 200),
            Predicates = ReadPredicates(fields.Take("predicates")),
            Throttle = ReadThrottle(fields.Take("throttle")),
            MaxConcurrency = (int?)fields.OptionalInteger("maxConcurrency", 1, 1_000),
            IdempotencyKey = ReadOptionalExpression(fields.Take("idempotencyKey"), "/trigger/idempotencyKey"),
        };
        CheckKeyLength(value["idempotencyKey"]);
        fields.Close();
        CheckRoots(trigger);
        return trigger;
    }

    /// <summary>A trigger knows the event only: there is no run yet whose payload or variables could be read.</summary>
    private void CheckRoots(EventTrigger trigger)
    {
        IEnumerable<ExpressionSlot> slots = trigger.PayloadMapping?.Slots ?? [];
        if (trigger.Condition is { } condition) slots = slots.Prepend(condition);
        if (trigger.IdempotencyKey is { } key) slots = slots.Append(key);
        foreach (var slot in slots)
        foreach (var read in TypeAnalysis.ReadsOf(slot.Expression))
        {
            var root = read.Path.Split('.')[0];
            if (!StepRoots.Contains(root)) continue;
            Error(
                FindingCodes.TriggerInvalidRoot, slot.Pointer, $"A trigger's expressions read 'event'; there is no '{root}' yet.",
                actual: read.Path, suggestion: root == "payload" ? "event." + read.Path : "event.payload", position: read.Span.Start);
        }
    }

    private ObjectFields? Open(JsonValue value, string pointer)
    {
        if (value.Kind == JsonKind.Object) return new ObjectFields(this, value, pointer);
        Error(FindingCodes.InvalidDefinition, pointer, "An object is expected here.", "object", Describe(value));
        return null;
    }

    internal void Error(
        string code, string pointer, string message, string? expected = null, string? actual = null, string? suggestion = null,
        int? position = null, string? stepId = null) =>
        Add(FindingSeverity.Error, code, pointer, message, expected, actual, suggestion, position, stepId);

    internal void Warn(string code, string pointer, string message, string? suggestion = null) =>
        Add(FindingSeverity.Warning, code, pointer, message, null, null, suggestion, null, null);

    private void Add(
        FindingSeverity severity, string code, string pointer, string message, string? expected, string? actual, string? suggestion,
        int? position, string? stepId) =>
        findings.Add(new Finding
        {
            Severity = severity,
            Code = code,
            Pointer = pointer,
            Message = message,
            Expected = expected,
            Actual = actual,
            Suggestion = suggestion,
            Position = position,
            StepId = stepId ?? currentStep,
        });

    internal static string Describe(JsonValue value) => value.Kind switch
    {
        JsonKind.Missing => "nothing",
        JsonKind.Null => "null",
        JsonKind.Boolean => "a boolean",
        JsonKind.Number => "a number",
        JsonKind.String => "a string",
        JsonKind.Array => "a list",
        _ => "an object",
    };
}
