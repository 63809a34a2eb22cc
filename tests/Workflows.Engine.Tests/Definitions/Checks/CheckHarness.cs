using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Schedules;
using Workflows.Engine.Actions;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Checks;

namespace Workflows.Engine.Tests.Definitions.Checks;

/// <summary>A small shop: its events, schemas and actions.</summary>
internal static class CheckHarness
{
    private static readonly Dictionary<int, VersionContract> Any = new() { [1] = new VersionContract() };

    public static ValidationContext Context { get; } = new()
    {
        Actions = new Actions(),
        Events = new[]
        {
            new KnownEvent("ORDER_PLACED", "payload.OrderPlaced.v1"),
            new KnownEvent("ORDER_PAID", "payload.OrderPaid.v1"),
            new KnownEvent("ORDER_OLD", "payload.OrderPlaced.v1", "deprecated"),
            new KnownEvent("UNTYPED", null),
            new KnownEvent("LOST", "payload.Lost.v1"),
            new KnownEvent("BROKEN", "payload.Broken.v1"),
        }.ToDictionary(entry => entry.Name),
        Schemas = new[]
        {
            Schema("payload.OrderPlaced.v1", "active",
                """
                {"type":"object","required":["orderId","total","lines","status"],"properties":{
                  "orderId":{"type":"string"},"total":{"type":"number"},"status":{"enum":["open","paid"]},"note":{"type":"string"},
                  "nick":{"type":["string","null"]},
                  "lines":{"type":"array","items":{"type":"object","required":["sku","qty"],"properties":{"sku":{"type":"string"},"qty":{"type":"integer"}}}},
                  "customer":{"$ref":"payload.Customer.v1"}}}
                """),
            Schema("payload.Customer.v1", "active", """{"type":"object","required":["email"],"properties":{"email":{"type":"string"}}}"""),
            Schema("payload.OrderPaid.v1", "active",
                """{"type":"object","required":["orderId"],"additionalProperties":false,"properties":{"orderId":{"type":"string"},"method":{"enum":["card","cash"]}}}"""),
            Schema("payload.Shipment.v1", "draft",
                """
                {"allOf":[{"type":"object","required":["id","to"],"properties":{"id":{"type":"string"},"to":{"$ref":"#/$defs/address"}}}],
                 "properties":{"labels":{"type":"array","items":{"type":"string"}},"mode":{"enum":["air","sea"]}},
                 "$defs":{"address":{"type":"object","required":["city"],"properties":{"city":{"type":"string"},"zip":{"type":"string"}}}}}
                """),
            new KnownSchema("payload.Broken.v1", "draft", JsonValue.EmptyObject, "a reference leads nowhere"),
        }.ToDictionary(schema => schema.Ref),
        Secrets = new[] { new KnownSecret("MAIL_KEY", IsStale: false), new KnownSecret("OLD_KEY", IsStale: true), new KnownSecret("UNUSED", false, IsForgotten: true) }.ToDictionary(secret => secret.Name),
        Now = new DateTimeOffset(2026, 1, 14, 9, 0, 0, TimeSpan.Zero),
        CheckCron = trigger => trigger.TimeZone == "Nowhere" ? new ScheduleFault("timezone", "'Nowhere' is no zone.", "UTC")
            : trigger.Cron == "never" ? new ScheduleFault("cron", "It has five fields.", "30 8 * * 1-5")
            : trigger.Calendar == "brelin" ? new ScheduleFault("calendar", "There is no calendar 'brelin'.", "berlin")
            : trigger.Days == ScheduleDays.NonBusiness ? new ScheduleFault("days", "No such day comes.", "business")
            : null,
        Workflow = "self",
        Workflows = new[]
        {
            new KnownWorkflow("ship", 2, [])
            {
                Contracts = new Dictionary<int, VersionContract>
                {
                    [1] = new(),
                    [2] = new()
                    {
                        PayloadSchema = JsonValue.Parse(
                            """
                            {"type":"object","required":["orderId","to"],"additionalProperties":false,
                             "properties":{"orderId":{"type":"string"},"to":{"$ref":"schema:///payload.Address.v1"}}}
                            """),
                        ReferencedSchemas = new Dictionary<string, JsonValue>
                        {
                            ["payload.Address.v1"] = JsonValue.Parse("""{"type":"object","required":["city"],"properties":{"city":{"type":"string"}}}"""),
                        },
                    },
                },
            },
            new KnownWorkflow("draft-only", 0, []),
            new KnownWorkflow("always-back", 1, [new WorkflowCall("self", IsCertain: true)]) { Contracts = Any },
            new KnownWorkflow("maybe-back", 1, [new WorkflowCall("self", IsCertain: false)]) { Contracts = Any },
        }.ToDictionary(workflow => workflow.Key),
        WorkflowKeys = ["ship", "draft-only", "always-back", "maybe-back", "self"],
        SchemaRefs = ["payload.OrderPlaced.v1", "payload.OrderPaid.v1", "payload.Customer.v1", "payload.Shipment.v1"],
    };

    public static IReadOnlyList<Finding> Check(string definition) =>
        new DefinitionValidator(Context).Validate(JsonValue.Parse(definition)).Findings;

    /// <summary>The findings of steps in a workflow on ORDER_PLACED.</summary>
    public static IReadOnlyList<Finding> CheckSteps(string steps) => Check(
        $$"""{"name":"x","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":{{steps}}}""");

    private static KnownSchema Schema(string schemaRef, string status, string document) => new(schemaRef, status, JsonValue.Parse(document));

    private sealed class Actions : IActionCatalog
    {
        public IReadOnlyList<ActionDescriptor> All { get; } =
        [
            new()
            {
                Id = "mail.send", Version = 2, Label = "Send", Description = "Sends.", HasSideEffects = true,
                InputSchema = JsonValue.Parse(
                    """
                    {"type":"object","required":["to","subject"],"additionalProperties":false,"properties":{
                      "to":{"type":"object","required":["address"],"properties":{"address":{"type":"string"},"name":{"type":"string"}}},
                      "subject":{"type":"string"},"priority":{"enum":["low","high"]},"tags":{"type":"array","items":{"type":"string"}},"size":{"type":"number"}}}
                    """),
                OutputSchema = JsonValue.Parse("""{"type":"object","required":["messageId"],"properties":{"messageId":{"type":"string"}}}"""),
            },
        ];

        public bool TryGet(string id, int version, [NotNullWhen(true)] out ActionDescriptor? action) =>
            (action = All.FirstOrDefault(known => known.Id == id && known.Version == version)) is not null;
    }
}
