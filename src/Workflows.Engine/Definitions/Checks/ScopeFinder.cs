using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Finds what an expression at a place of a definition may refer to.</summary>
public static class ScopeFinder
{
    /// <summary>The scope at a JSON pointer; null when it leads neither into the trigger nor into a step.</summary>
    public static TypeScope? Find(WorkflowDefinition definition, ValidationContext context, string pointer)
    {
        var subject = new CheckSubject(definition, context);
        if (pointer.StartsWith("/trigger/", StringComparison.Ordinal)) return subject.TriggerScope;
        var step = subject.Steps.Where(candidate => pointer.StartsWith(candidate.Pointer + "/", StringComparison.Ordinal))
            .MaxBy(candidate => candidate.Pointer.Length);
        if (step is null) return null;
        var scopes = subject.Scopes[step.Id];
        var end = step switch
        {
            ForEachStep => $"{step.Pointer}/results",
            NodeStep { Config: not AssignConfig } => $"{step.Pointer}/config/assign/",
            _ => null,
        };
        var isAfter = end is not null && pointer.StartsWith(end, StringComparison.Ordinal);
        return isAfter ? scopes.After : scopes.Before;
    }
}
