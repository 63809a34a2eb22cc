using System.Reflection;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Tests.Definitions.Checks;

/// <summary>One small definition for each code: the code, its place, whether it blocks, and what it suggests.</summary>
public sealed class FindingCodeTests
{
    private const string Placed = """ "trigger":{"type":"event","eventName":"ORDER_PLACED"} """;

    /// <summary>Code, severity, pointer, suggestion (null for none or any), rest of the definition.</summary>
    public static TheoryData<string, string, string, string?, string> Definitions { get; } = new()
    {
        { "UNKNOWN_TRIGGER_EVENT", "error", "/trigger/eventName", "ORDER_PAID", """ "trigger":{"type":"event","eventName":"ORDER_PAYD"},"steps":[] """ },
        { "DEPRECATED_EVENT", "warning", "/trigger/eventName", null, """ "trigger":{"type":"event","eventName":"ORDER_OLD"},"steps":[] """ },
        { "PAYLOAD_SCHEMA_REF_MISSING", "warning", "/payloadSchemaRef", null, """ "steps":[] """ },
        { "PAYLOAD_SCHEMA_REF_MISSING", "error", "/payloadSchemaRef", null, """ "payloadSchemaMode":"pinned","steps":[] """ },
        { "PAYLOAD_SCHEMA_REF_MISSING", "error", "/trigger/eventName", null, """ "trigger":{"type":"event","eventName":"UNTYPED"},"steps":[] """ },
        { "PAYLOAD_SCHEMA_REF_UNKNOWN", "error", "/payloadSchemaRef", "payload.OrderPaid.v1, payload.OrderPlaced.v1", """ "payloadSchemaRef":"payload.OrderPayd.v1","steps":[] """ },
        { "PAYLOAD_SCHEMA_INFERENCE_UNSUPPORTED_TRIGGER", "error", "/payloadSchemaMode", null, """ "payloadSchemaMode":"inferred","steps":[] """ },
        { "SCHEMA_NOT_COMPILABLE", "error", "/trigger/eventName", null, """ "trigger":{"type":"event","eventName":"BROKEN"},"steps":[] """ },
        { "SCHEMA_NOT_ACTIVE", "warning", "/payloadSchemaRef", null, """ "payloadSchemaRef":"payload.Shipment.v1","steps":[] """ },
        { "UNKNOWN_TRIGGER_SOURCE_SCHEMA_REF", "error", "/trigger/eventName", null, """ "trigger":{"type":"event","eventName":"LOST"},"steps":[] """ },
        { "UNKNOWN_TRIGGER_SOURCE_SCHEMA_REF", "error", "/trigger/sourcePayloadSchemaRef", "payload.OrderPaid.v1, payload.OrderPlaced.v1", """ "trigger":{"type":"event","eventName":"ORDER_PAID","sourcePayloadSchemaRef":"payload.OrderPai.v1"},"steps":[] """ },
        { "UNKNOWN_TRIGGER_SOURCE_SCHEMA_REF", "error", "/trigger/eventName", null, """ "payloadSchemaRef":"payload.OrderPaid.v1","trigger":{"type":"event","eventName":"UNTYPED"},"steps":[] """ },
        { "TRIGGER_MAPPING_REQUIRED", "error", "/trigger", "add 'payloadMapping' to the trigger", $$""" "payloadSchemaRef":"payload.OrderPaid.v1",{{Placed}},"steps":[] """ },
        { "TRIGGER_MAPPING_MISSING_REQUIRED_FIELDS", "error", "/trigger/payloadMapping", null, """ "payloadSchemaRef":"payload.OrderPaid.v1","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{}},"steps":[] """ },
        { "TRIGGER_MAPPING_MISSING_REQUIRED_FIELDS", "error", "/trigger/payloadMapping/to", null, """ "payloadSchemaRef":"payload.Shipment.v1","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"id":"1","to":{"zip":"1"}}},"steps":[] """ },
        { "TRIGGER_MAPPING_MISSING_REQUIRED_FIELDS", "error", "/trigger/payloadMapping", null, """ "payloadSchemaRef":"payload.Shipment.v1","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"$expr":"{'id': event.payload.orderId, 'to': {'zip': '1'}}"}},"steps":[] """ },
        { "TRIGGER_MAPPING_INVALID_ROOT", "error", "/trigger/condition", "event.payload.total", """ "trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"payload.total > 1"}},"steps":[] """ },
        { "TIME_TRIGGER_RUN_AT_REQUIRED", "error", "/trigger/runAt", null, """ "trigger":{"type":"schedule"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_RUN_AT", "error", "/trigger/runAt", null, """ "trigger":{"type":"schedule","runAt":"soon"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_RUN_AT", "error", "/trigger/runAt", null, """ "trigger":{"type":"schedule","runAt":"2026-01-14T08:59:00Z"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_CRON", "error", "/trigger/cron", "30 8 * * 1-5", """ "trigger":{"type":"recurring","cron":"never"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_TIMEZONE", "error", "/trigger/timezone", "UTC", """ "trigger":{"type":"recurring","cron":"0 8 * * *","timezone":"Nowhere"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_DAYS", "error", "/trigger/days", null, """ "trigger":{"type":"schedule","runAt":"2026-03-01T08:00:00Z","days":"business"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_DAYS", "error", "/trigger/days", "business", """ "trigger":{"type":"recurring","cron":"0 8 * * *","days":"nonBusiness"},"steps":[] """ },
        { "TIME_TRIGGER_INVALID_DAYS", "error", "/trigger/calendar", null, """ "trigger":{"type":"recurring","cron":"0 8 * * *","calendar":"berlin"},"steps":[] """ },
        { "TIME_TRIGGER_UNKNOWN_CALENDAR", "error", "/trigger/calendar", "berlin", """ "trigger":{"type":"recurring","cron":"0 8 * * *","days":"business","calendar":"brelin"},"steps":[] """ },
        { "INVALID_WORKFLOW_DEFINITION", "error", "/trigger/cron", null, """ "trigger":{"type":"recurring"},"steps":[] """ },
        { "INVALID_WORKFLOW_DEFINITION", "error", "/trigger/type", "recurring", """ "trigger":{"type":"recuring","eventName":"ORDER_PLACED"},"steps":[] """ },
        { "PAYLOAD_SCHEMA_INFERENCE_UNSUPPORTED_TRIGGER", "error", "/payloadSchemaMode", null, """ "payloadSchemaMode":"inferred","trigger":{"type":"recurring","cron":"0 8 * * *"},"steps":[] """ },
        { "PAYLOAD_SCHEMA_INFERENCE_UNSUPPORTED_TRIGGER", "error", "/payloadSchemaMode", null, """ "payloadSchemaMode":"inferred","trigger":{"type":"schedule","runAt":"2026-02-01T08:00:00Z"},"steps":[] """ },
        { "TRIGGER_MAPPING_MISSING_REQUIRED_FIELDS", "error", "/trigger", null, """ "payloadSchemaRef":"payload.OrderPaid.v1","trigger":{"type":"recurring","cron":"0 8 * * *"},"steps":[] """ },
        { "UNKNOWN_MAPPING_TARGET", "error", "/trigger/payloadMapping/methd", "method", """ "payloadSchemaRef":"payload.OrderPaid.v1","trigger":{"type":"event","eventName":"ORDER_PLACED","payloadMapping":{"orderId":"1","methd":"card"}},"steps":[] """ },
        { "UNDEFINED_MAPPING_SOURCE", "warning", "/trigger/condition", "total", """ "trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.payload.totl > 1"}},"steps":[] """ },
        { "UNDEFINED_MAPPING_SOURCE", "error", "/trigger/condition", "payload", """ "trigger":{"type":"event","eventName":"ORDER_PLACED","condition":{"$expr":"event.paylod.total > 1"}},"steps":[] """ },
        { "UNDEFINED_MAPPING_SOURCE", "warning", "/trigger/predicates/0/path", "total", Predicate("$.payload.totl", "gt", "1") },
        { "UNDEFINED_MAPPING_SOURCE", "error", "/trigger/predicates/0/path", "payload", Predicate("$.paylod.total", "gt", "1") },
        { "UNDEFINED_MAPPING_SOURCE", "warning", "/trigger/predicates/0/path", "qty", Predicate("$.payload.lines[*].qtyy", "gt", "1") },
        { "MAPPING_TYPE_INCOMPATIBLE", "warning", "/trigger/predicates/0/value", null, Predicate("$.payload.total", "equals", "\"much\"") },
        { "MAPPING_TYPE_INCOMPATIBLE", "warning", "/trigger/predicates/0/value", null, Predicate("$.payload.customer", "gt", "1") },
        { "MAPPING_TYPE_INCOMPATIBLE", "warning", "/trigger/predicates/0/value", null, Predicate("$.payload.total", "regex", "\"1.*\"") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/trigger/idempotencyKey", null, """ "trigger":{"type":"event","eventName":"ORDER_PLACED","idempotencyKey":{"$expr":"event.payload.customer"}},"steps":[] """ },
        { "UNDEFINED_MAPPING_SOURCE", "warning", "/trigger/idempotencyKey", "orderId", """ "trigger":{"type":"event","eventName":"ORDER_PLACED","idempotencyKey":{"$expr":"event.payload.orderI"}},"steps":[] """ },
    };

    /// <summary>The same for steps of a workflow on ORDER_PLACED.</summary>
    public static TheoryData<string, string, string, string?, string> Steps { get; } = new()
    {
        { "UNKNOWN_WAIT_EVENT", "error", "/steps/0/config/eventName", "ORDER_PAID", """[{"id":"a","type":"event.wait","config":{"eventName":"ORDER_PAYD","correlationKey":"1"}}]""" },
        { "UNKNOWN_ACTION", "error", "/steps/0/config/actionId", "mail.send", """[{"id":"a","type":"action.call","config":{"actionId":"mail.sent","version":1}}]""" },
        { "UNKNOWN_ACTION", "error", "/steps/0/config/version", "mail.send@2", """[{"id":"a","type":"action.call","config":{"actionId":"mail.send","version":1}}]""" },
        { "MISSING_REQUIRED_MAPPING", "error", "/steps/0/config/inputMapping", null, Call("""{"to":{"address":"a"}}""") },
        { "MISSING_REQUIRED_MAPPING", "error", "/steps/0/config/inputMapping/to", null, Call("""{"subject":"s","to":{"name":"n"}}""") },
        { "MISSING_REQUIRED_MAPPING", "error", "/steps/0/config/inputMapping/to", null, Call("""{"subject":"s","to":{"$expr":"{'name': payload.note}"}}""") },
        { "UNKNOWN_MAPPING_TARGET", "error", "/steps/0/config/inputMapping/prioriti", "priority", Call("""{"subject":"s","to":{"address":"a"},"prioriti":"low"}""") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/config/inputMapping/subject", null, Call("""{"subject":{"$expr":"payload.total"},"to":{"address":"a"}}""") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/config/inputMapping/to/address", null, Call("""{"subject":"s","to":{"address":5}}""") },
        { "MAPPING_TYPE_UNKNOWN", "warning", "/steps/0/config/inputMapping/subject", null, Call("""{"subject":{"$expr":"payload.**.sku"},"to":{"address":"a"}}""") },
        { "NULLABLE_TO_REQUIRED", "warning", "/steps/0/config/inputMapping/subject", null, Call("""{"subject":{"$expr":"payload.note"},"to":{"address":"a"}}""") },
        { "NULLABLE_TO_REQUIRED", "warning", "/steps/0/config/inputMapping/subject", null, Call("""{"subject":{"$expr":"payload.nick"},"to":{"address":"a"}}""") },
        { "TYPE_COERCION", "warning", "/steps/0/config/inputMapping/tags", null, Call("""{"subject":"s","to":{"address":"a"},"tags":{"$expr":"payload.lines[qty > 1].sku"}}""") },
        { "ARRAY_ELEMENT_MISMATCH", "error", "/steps/0/config/inputMapping/tags", null, Call("""{"subject":"s","to":{"address":"a"},"tags":{"$expr":"payload.lines.qty[]"}}""") },
        { "INVALID_ENUM_VALUE", "error", "/steps/0/config/inputMapping/priority", "high", Call("""{"subject":"s","to":{"address":"a"},"priority":"hihg"}""") },
        { "INVALID_ENUM_VALUE", "warning", "/steps/0/condition", "open", """[{"id":"a","type":"control.if","condition":{"$expr":"payload.status = 'opne'"},"then":[]}]""" },
        { "TYPE_MISMATCH", "error", "/steps/0/condition", null, """[{"id":"a","type":"control.if","condition":{"$expr":"payload.orderId > 3"},"then":[]}]""" },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/condition", null, """[{"id":"a","type":"control.if","condition":{"$expr":"payload.orderId"},"then":[]}]""" },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/items", null, """[{"id":"a","type":"control.forEach","items":{"$expr":"payload.total"},"itemVar":"i","body":[]}]""" },
        { "UNDEFINED_MAPPING_SOURCE", "error", "/steps/0/condition", "payload", """[{"id":"a","type":"control.if","condition":{"$expr":"paylod.total > 3"},"then":[]}]""" },
        { "UNDEFINED_NAME", "warning", "/steps/0/condition", "$uppercase", """[{"id":"a","type":"control.if","condition":{"$expr":"$upercase(payload.note) = 'A'"},"then":[]}]""" },
        { "FORWARD_REFERENCE", "error", "/steps/0/config/assign/vars.b", "move 'later' before this step", """[{"id":"a","type":"transform.assign","config":{"assign":{"vars.b":{"$expr":"vars.c"}}}},{"id":"later","type":"transform.assign","config":{"assign":{"vars.c":1}}}]""" },
        { "NON_SERIALIZABLE", "error", "/steps/0/config/assign/vars.f", null, """[{"id":"a","type":"transform.assign","config":{"assign":{"vars.f":{"$expr":"function($x){$x}"}}}}]""" },
        { "SECRET_NOT_FOUND", "error", "/steps/0/config/inputMapping/to/address", "MAIL_KEY", Call("""{"subject":"s","to":{"address":{"$secret":"MAIL_KEI"}}}""") },
        { "SECRET_STALE", "warning", "/steps/0/config/inputMapping/to/address", null, Call("""{"subject":"s","to":{"address":{"$secret":"OLD_KEY"}}}""") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/config/inputMapping/size", null, Call("""{"subject":"s","to":{"address":"a"},"size":{"$secret":"MAIL_KEY"}}""") },
        { "SECRET_NEVER_ACCESSED", "warning", "/steps/0/config/inputMapping/to/address", null, Call("""{"subject":"s","to":{"address":{"$secret":"UNUSED"}}}""") },
        { "UNKNOWN_WORKFLOW", "error", "/steps/0/workflowId", "ship", Child("shp") },
        { "UNKNOWN_WORKFLOW_VERSION", "error", "/steps/0/workflowVersion", "2", Child("ship", ""","workflowVersion":3""") },
        { "UNKNOWN_WORKFLOW_VERSION", "error", "/steps/0/workflowVersion", null, Child("draft-only", ""","workflowVersion":1""") },
        { "WORKFLOW_NOT_PUBLISHED", "warning", "/steps/0/workflowId", null, Child("draft-only") },
        { "WORKFLOW_CALL_CYCLE", "error", "/steps/0/workflowId", null, Child("self") },
        { "WORKFLOW_CALL_CYCLE", "error", "/steps/0/workflowId", null, Child("always-back") },
        { "WORKFLOW_CALL_CYCLE", "warning", "/steps/0/workflowId", null, Child("maybe-back") },
        { "WORKFLOW_CALL_CYCLE", "warning", "/steps/0/then/0/workflowId", null, Sometimes(Child("always-back")) },
        { "MISSING_REQUIRED_MAPPING", "error", "/steps/0/inputMapping", null, Child("ship", ""","inputMapping":{"orderId":{"$expr":"payload.orderId"}}""") },
        { "MISSING_REQUIRED_MAPPING", "error", "/steps/0/inputMapping/to", null, Child("ship", ""","inputMapping":{"orderId":"1","to":{}}""") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/inputMapping/orderId", null, Child("ship", ""","inputMapping":{"orderId":{"$expr":"payload.total"},"to":{"city":"a"}}""") },
        { "UNKNOWN_MAPPING_TARGET", "error", "/steps/0/inputMapping/ordrId", "orderId", Child("ship", ""","inputMapping":{"ordrId":"1","to":{"city":"a"}}""") },
        { "UNDEFINED_MAPPING_SOURCE", "error", "/steps/0/outputMapping/vars.a", "child", Child("ship", ""","workflowVersion":1,"outputMapping":{"vars.a":{"$expr":"chld.vars.a"}}""") },
        { "FORM_SCHEMA_REF_UNKNOWN", "error", "/steps/0/config/formSchemaRef", "payload.OrderPaid.v1, payload.OrderPlaced.v1", Task(""" "formSchemaRef":"payload.OrderPayd.v1" """) },
        { "SCHEMA_NOT_COMPILABLE", "error", "/steps/0/config/formSchemaRef", null, Task(""" "formSchemaRef":"payload.Broken.v1" """) },
        { "SCHEMA_NOT_ACTIVE", "warning", "/steps/0/config/formSchemaRef", null, Task(""" "formSchemaRef":"payload.Shipment.v1" """) },
        { "INVALID_CONFIG", "error", "/steps/0/config/formSchema/type", null, Task(""" "formSchema":{"type":"objekt"} """) },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/config/title", null, Task(""" "description":"d" """, """{"$expr":"payload.total"}""") },
        { "MAPPING_TYPE_INCOMPATIBLE", "error", "/steps/0/config/assignees/users", null, Task(""" "assignees":{"users":{"$expr":"payload.total"}} """) },
        { "FORWARD_REFERENCE", "error", "/steps/0/config/title", "move 'later' before this step", Task(""" "priority":"high" """, """{"$expr":"vars.c"}""", """,{"id":"later","type":"transform.assign","config":{"assign":{"vars.c":"x"}}}""") },
        { "TYPE_MISMATCH", "error", "/steps/0/config/assign/vars.more", null, Task(""" "formSchema":{"type":"object","required":["ok"],"properties":{"ok":{"type":"boolean"}}},"assign":{"vars.more":{"$expr":"vars.event.ok + 1"}} """) },
        { "ASSIGN_PATH_UNKNOWN", "warning", "/steps/0/config/assign/payload.customer.emial", "email", """[{"id":"a","type":"transform.assign","config":{"assign":{"payload.customer.emial":"x"}}}]""" },
        { "ASSIGN_PATH_UNKNOWN", "warning", "/steps/0/config/saveAs", "note", """[{"id":"a","type":"action.call","config":{"actionId":"mail.send","version":2,"inputMapping":{"subject":"s","to":{"address":"a"}},"saveAs":"payload.notes"}}]""" },
        { "EVENT_WAIT_UNCORRELATABLE", "error", "/steps/0/config/correlationKey", null, Wait("""{"$expr":"payload.customer"}""") },
        { "EVENT_WAIT_UNCORRELATABLE", "error", "/steps/0/config/correlationKey", null, Wait("null") },
        { "EVENT_WAIT_CORRELATION_CONTRACT", "warning", "/steps/0/config/correlationKey", "orderId", Wait("""{"$expr":"payload.customer.email"}""") },
        { "NULLABLE_TO_REQUIRED", "warning", "/steps/0/config/correlationKey", null, Wait("""{"$expr":"payload.note"}""") },
        { "UNDEFINED_MAPPING_SOURCE", "error", "/steps/0/config/filters/0/path", "method", Wait("""{"$expr":"payload.orderId"}""", path: "methd") },
        { "INVALID_ENUM_VALUE", "warning", "/steps/0/config/filters/0/value", "card", Wait("""{"$expr":"payload.orderId"}""", value: "\"carb\"") },
    };

    [Theory, MemberData(nameof(Definitions))]
    [Trait("Item", "TM-008"), Trait("Item", "TM-009"), Trait("Item", "TM-011"), Trait("Item", "TM-033"), Trait("Item", "PI-026"), Trait("Item", "PI-039")]
    public void Check_Definition_FindsTheCodeAtThePlace(string code, string severity, string pointer, string? suggestion, string definition) =>
        Expect(CheckHarness.Check($$"""{"name":"x",{{definition}}}"""), code, severity, pointer, suggestion);

    [Theory, MemberData(nameof(Steps))]
    [Trait("Item", "PI-041"), Trait("Item", "PI-043"), Trait("Item", "PI-044")]
    public void Check_Steps_FindsTheCodeAtThePlace(string code, string severity, string pointer, string? suggestion, string steps)
    {
        var finding = Expect(CheckHarness.CheckSteps(steps), code, severity, pointer, suggestion);
        finding.StepId.ShouldBe("a");
    }

    [Fact]
    public void Check_FindingInAnExpression_HasItsSpanAndTypes()
    {
        var finding = CheckHarness.CheckSteps("""[{"id":"a","type":"control.if","condition":{"$expr":"true and payload.orderId > 3"},"then":[]}]""")
            .ShouldHaveSingleItem();

        (finding.Position, finding.Length, finding.Expected, finding.Actual).ShouldBe((9, 19, "string", "number"));
    }

    [Fact]
    public void Check_PredicatesAndKeyThatFitTheEvent_FindsNothing()
    {
        CheckHarness.Check(
            """
            {"name":"x","steps":[],"trigger":{"type":"event","eventName":"ORDER_PLACED","idempotencyKey":{"$expr":"event.payload.note"},"predicates":[
              {"path":"$.payload.total","operator":"gte","value":"10"},
              {"path":"$.payload.lines[0].sku","operator":"in","values":["A-1","B-2"]},
              {"path":"$.payload['orderId']","operator":"lt","value":500},
              {"path":"$.payload.status","operator":"equals","value":"OPEN"},
              {"path":"$.payload.nick","operator":"notEquals","value":null},
              {"path":"$.payload.lines","operator":"exists"},
              {"path":"$.metadata.anything.there","operator":"contains","value":"x"},
              {"path":"$.correlationKey","operator":"regex","value":"^T-"}]}}
            """).ShouldBeEmpty();
    }

    /// <summary>Codes that the reader raises have their cases in <see cref="DefinitionReaderTests"/>.</summary>
    [Fact]
    public void Cases_AllCodes_AreCovered()
    {
        string[] ofReader =
        [
            FindingCodes.InvalidDefinition, FindingCodes.DuplicateStepId, FindingCodes.UnknownNodeType, FindingCodes.InvalidConfig,
            FindingCodes.InvalidExpressionSlot, FindingCodes.EmptyExpression, FindingCodes.InvalidExpression, FindingCodes.InvalidAssignPath,
            FindingCodes.UnknownSpecialKey, FindingCodes.TooLarge, FindingCodes.InvalidSecretName, FindingCodes.SecretNotAllowed,
        ];
        var all = typeof(FindingCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var covered = Definitions.Concat(Steps).Select(row => row.Data.Item1);

        all.Except(ofReader).Except(covered).ShouldBeEmpty();
    }

    private static Finding Expect(IReadOnlyList<Finding> findings, string code, string severity, string pointer, string? suggestion)
    {
        var finding = findings.FirstOrDefault(candidate => candidate.Code == code && candidate.Pointer == pointer);
        finding.ShouldNotBeNull(string.Join("\n", findings));
        finding.Severity.ToString().ShouldBe(severity, StringCompareShould.IgnoreCase);
        if (suggestion is not null) finding.Suggestion.ShouldBe(suggestion);
        return finding;
    }

    private static string Predicate(string path, string operation, string value) =>
        $$""" "trigger":{"type":"event","eventName":"ORDER_PLACED","predicates":[{"path":"{{path}}","operator":"{{operation}}","value":{{value}}}]},"steps":[] """;

    private static string Call(string input) =>
        $$"""[{"id":"a","type":"action.call","config":{"actionId":"mail.send","version":2,"inputMapping":{{input}} } }]""";

    private static string Child(string workflow, string extra = "") =>
        $$"""[{"id":"a","type":"control.callWorkflow","workflowId":"{{workflow}}"{{extra}}}]""";

    private static string Sometimes(string steps) =>
        $$$"""[{"id":"if","type":"control.if","condition":{"$expr":"payload.total > 1"},"then":{{{steps}}}}]""";

    private static string Task(string fields, string title = "\"Check\"", string after = "") =>
        $$"""[{"id":"a","type":"human.task","config":{"taskType":"check","title":{{title}},{{fields}} } }{{after}}]""";

    private static string Wait(string key, string path = "method", string value = "\"card\"") =>
        $$"""
        [{"id":"a","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{{key}},
          "filters":[{"path":"{{path}}","op":"=","value":{{value}} }]} }]
        """;
}
