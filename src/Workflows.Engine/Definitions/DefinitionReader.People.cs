using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Nodes;
using Workflows.Schemas;

namespace Workflows.Engine.Definitions;

public sealed partial class DefinitionReader
{
    private static readonly string[] Priorities = [.. Enum.GetNames<HumanTaskPriority>().Select(name => name.ToLowerInvariant())];

    private HumanTaskConfig? ReadHumanTask(ObjectFields fields)
    {
        var taskType = fields.RequiredString("taskType", 100);
        var title = ReadRequiredTemplate(fields.Take("title"), fields.At("title"));
        var assignees = ReadAssignees(fields.Take("assignees"), fields.At("assignees"));
        var dueIn = fields.OptionalInteger("dueInMs", 1, LongestWaitMs);
        var config = new HumanTaskConfig
        {
            TaskType = taskType ?? string.Empty,
            Title = title ?? new Mapping.MappingTemplate.Literal(JsonValue.Null),
            Description = ReadOptionalTemplate(fields.Take("description"), fields.At("description")),
            Context = ReadOptionalTemplate(fields.Take("contextData"), fields.At("contextData")),
            FormSchema = ReadFormSchema(fields.Take("formSchema"), fields.At("formSchema")),
            FormSchemaRef = fields.OptionalString("formSchemaRef", 200),
            Users = assignees.Users,
            Roles = assignees.Roles,
            Priority = Enum.Parse<HumanTaskPriority>(fields.OptionalChoice("priority", Priorities) ?? "medium", ignoreCase: true),
            DueAt = ReadOptionalTemplate(fields.Take("dueAt"), fields.At("dueAt")),
            DueIn = dueIn is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            ContinuesOnTimeout = fields.OptionalChoice("onTimeout", "fail", "continue") == "continue",
            SaveAs = ReadSaveAs(fields),
            Assignments = ReadOptionalAssignments(fields),
        };
        if (config is { DueAt: not null, DueIn: not null })
            Error(FindingCodes.InvalidConfig, fields.At("dueAt"), "A task has 'dueAt' or 'dueInMs', not both.", "dueAt | dueInMs");
        if (config.FormSchemaRef is not null && !config.FormSchema.IsMissing)
            Error(FindingCodes.InvalidConfig, fields.At("formSchema"), "A task has 'formSchema' or 'formSchemaRef', not both.");
        return taskType is null || title is null ? null : config;
    }

    private (Mapping.MappingTemplate? Users, Mapping.MappingTemplate? Roles) ReadAssignees(JsonValue value, string pointer)
    {
        if (value.IsMissing) return default;
        if (value.Kind != JsonKind.Object)
        {
            Error(FindingCodes.InvalidConfig, pointer, "'assignees' is an object.", "{ \"users\": […], \"roles\": […] }", Describe(value));
            return default;
        }

        var fields = new ObjectFields(this, value, pointer) { Code = FindingCodes.InvalidConfig };
        var users = ReadOptionalTemplate(fields.Take("users"), fields.At("users"));
        var roles = ReadOptionalTemplate(fields.Take("roles"), fields.At("roles"));
        fields.Close();
        return (users, roles);
    }

    private JsonValue ReadFormSchema(JsonValue value, string pointer)
    {
        if (value.IsMissing || JsonSchema.TryCompile(value, null, out _, out var problem)) return value;
        Error(FindingCodes.InvalidConfig, pointer + problem.Pointer, $"The form is not a JSON Schema: {problem.Message}");
        return default;
    }

    private NodeStep? ReadCall(ObjectFields fields, string type)
    {
        var workflow = fields.RequiredString("workflowId", 200);
        var input = fields.Take("inputMapping");
        var template = input.IsMissing ? new Mapping.MappingTemplate.Literal(JsonValue.EmptyObject) : ReadTemplate(input, fields.At("inputMapping"), 0);
        var output = fields.Take("outputMapping");
        if (!output.IsMissing && output.Kind != JsonKind.Object)
            Error(FindingCodes.InvalidConfig, fields.At("outputMapping"), "'outputMapping' is an object of targets and values.", "object", Describe(output));
        var config = new CallWorkflowConfig
        {
            Workflow = workflow ?? string.Empty,
            Version = ReadCalledVersion(fields),
            Input = template!,
            Output = output.Kind == JsonKind.Object ? ReadAssignments(output, fields.At("outputMapping")) : [],
            IsDetached = fields.OptionalChoice("mode", "wait", "detach") == "detach",
        };
        var retry = ReadRetry(fields.Take("retry"), fields.At("retry"));
        var continues = ReadOnError(fields.Take("onError"), fields.At("onError"));
        if (workflow is null || template is null) return null;
        return new NodeStep
        {
            Id = string.Empty, Type = type, Pointer = fields.Pointer, Config = config, Retry = retry, ContinuesOnError = continues,
        };
    }

    private static int? ReadCalledVersion(ObjectFields fields)
    {
        if (fields.Peek("workflowVersion") is not { Kind: JsonKind.String } text)
            return (int?)fields.OptionalInteger("workflowVersion", 1, int.MaxValue);
        if (text.GetString() == "latest") fields.Ignore("workflowVersion");
        else fields.OptionalChoice("workflowVersion", "latest");
        return null;
    }
}
