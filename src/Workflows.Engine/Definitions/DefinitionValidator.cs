using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions.Checks;

namespace Workflows.Engine.Definitions;

/// <summary>Checks a definition against what surrounds it. Pure: the same definition in the same context has the same findings.</summary>
/// <param name="context">What surrounds it.</param>
public sealed class DefinitionValidator(ValidationContext context)
{
    private static readonly Action<CheckSubject>[] Checks =
    [
        EventTypeCheck.Check, ContractCheck.Check, TriggerCheck.Check, ScheduleCheck.Check, ConditionCheck.Check, ActionCheck.Check, AssignCheck.Check,
        WaitCheck.Check, SecretCheck.Check, CallCheck.Check, TaskCheck.Check,
    ];

    /// <summary>Reads and checks a definition.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The definition, null when errors stand in its way, and all findings in the order of the document.</returns>
    public (WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings) Validate(JsonValue document)
    {
        var (definition, read) = DefinitionReader.Read(document);
        if (definition is null) return (null, read);
        var findings = new List<Finding>(read);
        findings.AddRange(Check(definition));
        return (findings.Exists(finding => finding.Severity == FindingSeverity.Error) ? null : definition, findings);
    }

    /// <summary>Checks a definition that was read before.</summary>
    public IReadOnlyList<Finding> Check(WorkflowDefinition definition)
    {
        var subject = new CheckSubject(definition, context);
        foreach (var check in Checks) check(subject);
        return subject.Findings;
    }
}
