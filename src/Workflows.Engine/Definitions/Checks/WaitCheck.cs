using Workflows.Engine.Definitions.Typing;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Waits can end: their correlation key can be a key, the awaited event can carry it, their filters and moments make sense.</summary>
internal static class WaitCheck
{
    public static void Check(CheckSubject subject)
    {
        foreach (var step in subject.Steps)
        {
            var scope = subject.Scopes[step.Id].Before;
            if (step is NodeStep { Config: EventWaitConfig wait }) CheckEvent(subject, step, wait, scope);
            if (step is NodeStep { Config: TimeWaitConfig { Until: { } until } })
                new MappingCheck(subject, scope, step, FindingCodes.MissingRequiredMapping)
                    .Check(until, ExpressionType.String, $"{step.Pointer}/config/until");
        }
    }

    private static void CheckEvent(CheckSubject subject, Step step, EventWaitConfig wait, TypeScope scope)
    {
        CheckKey(subject, step, wait, scope);
        if (!subject.Context.Events.TryGetValue(wait.EventName, out var known)) return;
        var payload = TypeFlow.TypeOf(known.PayloadSchemaRef, subject.Context);
        CheckContract(subject, step, wait, payload);
        FilterCheck.Check(subject, step, wait, payload);
    }

    private static void CheckKey(CheckSubject subject, Step step, EventWaitConfig wait, TypeScope scope)
    {
        var pointer = $"{step.Pointer}/config/correlationKey";
        foreach (var slot in wait.CorrelationKey.Slots) subject.Inspect(slot, scope, step);
        var type = TemplateTypes.Of(wait.CorrelationKey, scope);
        if (type.IsUnknown) return;
        if (!type.Has(TypeKinds.String | TypeKinds.Number) || wait.CorrelationKey is MappingTemplate.Literal { Value: var value } && value.IsString(""))
        {
            subject.Error(
                FindingCodes.EventWaitUncorrelatable, pointer, "The correlation key can never be a text or a number, so the step always fails.",
                step, KeyCheck.Key.ToString(), type.ToString(), "an expression that yields the id of the subject: { \"$expr\": \"payload.ticketId\" }");
            return;
        }

        if (type.IsOptional || type.Has(TypeKinds.Null))
            subject.Warn(
                FindingCodes.NullableToRequired, pointer, "The correlation key may be missing; the step fails then.", step,
                KeyCheck.Key.ToString(), type.ToString());
    }

    /// <summary>
    /// A key that is read from a field <c>ticketId</c> is awaited of an event that has such a field: a publisher that correlates by something
    /// else would never end the wait.
    /// </summary>
    private static void CheckContract(CheckSubject subject, Step step, EventWaitConfig wait, ExpressionType payload)
    {
        if (wait.CorrelationKey is not MappingTemplate.Computed { Slot: var slot } || payload.Shape is not { Names.Count: > 0 } shape) return;
        var reads = TypeAnalysis.ReadsOf(slot.Expression);
        if (reads.Count != 1 || reads[0].Path.Split('.') is not [("payload" or "vars"), .., var field]) return;
        if (shape.Find(field) is not null || (field == "id" && shape.Names.Any(name => name.EndsWith("Id", StringComparison.Ordinal)))) return;
        var ids = shape.Names.Where(name => name.EndsWith("Id", StringComparison.Ordinal) && name != "tenantId").Take(5).ToList();
        subject.Warn(
            FindingCodes.EventWaitCorrelationContract, $"{step.Pointer}/config/correlationKey",
            $"'{wait.EventName}' has no field '{field}': its publishers hardly correlate by it, and the wait would never end.", step,
            ids.Count == 0 ? null : string.Join(" | ", ids), field, Nearest.Of(field, shape.Names) ?? ids.FirstOrDefault());
    }
}
