using Workflows.Engine.Definitions.Typing;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>What steps write: the values are sound, and places in the payload are such that its schema knows.</summary>
internal static class AssignCheck
{
    public static void Check(CheckSubject subject)
    {
        var payload = TypeFlow.TypeOf(subject.Contract.PayloadSchemaRef, subject.Context);
        foreach (var step in subject.Steps)
        {
            foreach (var (target, pointer) in WriteTargets.Of(step))
                if (target.Root == "payload")
                    CheckPlace(subject, step, payload, target, pointer);
            CheckValues(subject, step);
        }
    }

    private static void CheckValues(CheckSubject subject, Step step)
    {
        var scopes = subject.Scopes[step.Id];
        if (step is ForEachStep { Results: { } results })
            new MappingCheck(subject, scopes.After, step, FindingCodes.MissingRequiredMapping)
                .Check(results, ExpressionType.Unknown, $"{step.Pointer}/results");
        switch ((step as NodeStep)?.Config)
        {
            case StateSetConfig config:
                new MappingCheck(subject, scopes.Before, step, FindingCodes.MissingRequiredMapping)
                    .Check(config.State, ExpressionType.String, $"{step.Pointer}/config/state");
                break;
            case AssignConfig config:
                CheckAll(subject, step, config.Assignments, scopes.Before);
                break;
            case EventWaitConfig config:
                CheckAll(subject, step, config.Assignments, scopes.After);
                break;
            case TimeWaitConfig config:
                CheckAll(subject, step, config.Assignments, scopes.After);
                break;
            case HumanTaskConfig config:
                CheckAll(subject, step, config.Assignments, scopes.After);
                break;
        }
    }

    private static void CheckAll(CheckSubject subject, Step step, IReadOnlyList<Assignment> assignments, TypeScope scope)
    {
        var check = new MappingCheck(subject, scope, step, FindingCodes.MissingRequiredMapping);
        foreach (var assignment in assignments)
            check.Check(assignment.Value, ExpressionType.Unknown, ObjectFields.At($"{step.Pointer}/config/assign", assignment.Target.Text));
    }

    private static void CheckPlace(CheckSubject subject, Step step, ExpressionType payload, AssignTarget target, string pointer)
    {
        var current = payload;
        for (var i = 0; i < target.Segments.Count; i++)
        {
            if (current.IsUnknown || current.Has(TypeKinds.Array) || current.Shape is not { Names.Count: > 0 } shape) return;
            var segment = target.Segments[i];
            if (shape.Find(segment) is { } field)
            {
                current = field;
                continue;
            }

            subject.Warn(
                FindingCodes.AssignPathUnknown, pointer,
                $"The payload's schema has no '{string.Join('.', target.Segments.Take(i + 1))}'.", step,
                string.Join(" | ", shape.Names.Take(20)), target.Text, Nearest.Of(segment, shape.Names));
            return;
        }
    }
}
