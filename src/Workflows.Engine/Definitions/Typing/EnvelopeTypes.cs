using Workflows.Abstractions.Json;
using Workflows.Engine.Triggers;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>The types of the roots that are the same in every workflow.</summary>
internal static class EnvelopeTypes
{
    /// <summary>The root <c>meta</c>.</summary>
    public static ExpressionType Meta { get; } = Read(
        """
        {"type":"object","properties":{
          "state":{"type":"string"},"traceId":{"type":"string"},"tags":{"type":"object"},
          "redactions":{"type":"array","items":{"type":"string"}},
          "sourcePayloadSchemaRef":{"type":"string"},"triggerMappingApplied":{"type":"boolean"}}}
        """);

    /// <summary>The root <c>run</c>.</summary>
    public static ExpressionType Run { get; } = Read(
        """
        {"type":"object","required":["id","workflow","version"],"properties":{
          "id":{"type":"string"},"workflow":{"type":"string"},"version":{"type":"integer"},"correlationId":{"type":"string"}}}
        """);

    /// <summary>The root <c>error</c>, and what <c>captureErrorAs</c> takes.</summary>
    public static ExpressionType Error { get; } = Read(
        """
        {"type":"object","required":["name","code","message","nodePath","at"],"properties":{
          "name":{"type":"string"},"code":{"type":"string"},"message":{"type":"string"},"nodePath":{"type":"string"},
          "at":{"type":"string"},"data":{}}}
        """);

    /// <summary>The root <c>child</c> of what is taken from a called run.</summary>
    public static ExpressionType Child { get; } = Read(
        """
        {"type":"object","required":["id","payload","vars","meta"],"properties":{
          "id":{"type":"string"},"payload":{},"vars":{"type":"object"},"meta":{"type":"object"}}}
        """);

    /// <summary>The output of a wait that timed out and went on.</summary>
    public static ExpressionType TimedOut { get; } = ExpressionType.OfValue(JsonValue.EmptyObject.With("timedOut", JsonValue.True));

    /// <summary>What stands in a loop's results for an item that failed and was passed over.</summary>
    public static ExpressionType FailedItem { get; } = ExpressionType.ObjectOf(ObjectShape.Of(
        new Dictionary<string, ExpressionType>(StringComparer.Ordinal) { ["error"] = Error }));

    /// <summary>The payload that a trigger of the clock gives its runs.</summary>
    public static ExpressionType Clock(ScheduleTrigger trigger)
    {
        string[] facts = ["triggerType", "scheduleId", "scheduledFor", "firedAt", "timezone", "workflow"];
        var fields = facts.Select(name => KeyValuePair.Create(name, ExpressionType.String)).Append(new("version", ExpressionType.Number));
        return ExpressionType.ObjectOf(ObjectShape.Of(trigger.Cron is null ? fields : fields.Append(new("cron", ExpressionType.String))));
    }

    /// <summary>The root <c>event</c> of trigger expressions.</summary>
    /// <param name="payload">The type of the event's payload.</param>
    public static ExpressionType Event(ExpressionType payload) => ExpressionType.ObjectOf(ObjectShape.Of(
        new Dictionary<string, ExpressionType>(StringComparer.Ordinal)
        {
            ["id"] = ExpressionType.String,
            ["name"] = ExpressionType.String,
            ["source"] = ExpressionType.String,
            ["correlationKey"] = ExpressionType.String.AsOptional(),
            ["occurredAt"] = ExpressionType.String,
            ["payload"] = payload,
            ["payloadSchemaRef"] = ExpressionType.String.AsOptional(),
            ["metadata"] = ExpressionType.Unknown,
        }));

    private static ExpressionType Read(string schema) => SchemaTypes.Read(JsonValue.Parse(schema));
}
