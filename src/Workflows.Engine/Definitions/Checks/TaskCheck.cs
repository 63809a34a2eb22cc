using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>Tasks for people have texts where texts belong, and a form that can be checked.</summary>
internal static class TaskCheck
{
    private static readonly ExpressionType Names = ExpressionType.Union(ExpressionType.String, ExpressionType.ArrayOf(ExpressionType.String));

    public static void Check(CheckSubject subject)
    {
        foreach (var step in subject.Steps)
            if (step is NodeStep { Config: HumanTaskConfig task })
                Check(subject, step, task);
    }

    private static void Check(CheckSubject subject, Step step, HumanTaskConfig task)
    {
        var check = new MappingCheck(subject, subject.Scopes[step.Id].Before, step, FindingCodes.MissingRequiredMapping);
        var pointer = $"{step.Pointer}/config";
        check.Check(task.Title, ExpressionType.String, $"{pointer}/title");
        CheckOptional(check, task.Description, ExpressionType.String, $"{pointer}/description");
        CheckOptional(check, task.Context, ExpressionType.Unknown, $"{pointer}/contextData");
        CheckOptional(check, task.DueAt, ExpressionType.String, $"{pointer}/dueAt");
        CheckOptional(check, task.Users, Names, $"{pointer}/assignees/users");
        CheckOptional(check, task.Roles, Names, $"{pointer}/assignees/roles");
        if (task.FormSchemaRef is { } form) CheckForm(subject, step, form, $"{pointer}/formSchemaRef");
    }

    private static void CheckOptional(MappingCheck check, MappingTemplate? value, ExpressionType wanted, string pointer)
    {
        // What may be left out may be null or missing, too.
        if (value is not null)
            check.Check(value, wanted.IsUnknown ? wanted : ExpressionType.Union(wanted, ExpressionType.Null).AsOptional(), pointer);
    }

    private static void CheckForm(CheckSubject subject, Step step, string form, string pointer)
    {
        if (!subject.Context.TryGetSchema(form, out var schema))
        {
            var near = Nearest.Several(form, subject.Context.SchemaRefs);
            subject.Error(
                FindingCodes.FormSchemaRefUnknown, pointer, $"The registry has no schema '{form}', so no answer could be taken.", step,
                "a schema of the registry", form, near.Count == 0 ? null : string.Join(", ", near));
        }
        else if (schema.Problem is { } problem)
        {
            subject.Error(FindingCodes.SchemaNotCompilable, pointer, $"The form '{form}' cannot be used: {problem}", step, actual: form);
        }
        else if (schema.Status != "active")
        {
            subject.Warn(
                FindingCodes.SchemaNotActive, pointer, $"The form '{form}' is {schema.Status}.", step, "active", schema.Status);
        }
    }
}
