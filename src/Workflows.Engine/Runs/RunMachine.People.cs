using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private const int MaxTitleLength = 500;
    private const int MaxDescriptionLength = 10_000;
    private const int MaxAssignees = 100;
    private const int MaxContextBytes = 64 * 1024;

    private void ExecuteHumanTask(Branch branch, NodeStep step, HumanTaskConfig config)
    {
        var scope = ScopeOf(branch);
        var title = config.Title.Resolve(scope);
        var description = config.Description?.Resolve(scope) ?? default;
        var context = config.Context?.Resolve(scope) ?? default;
        var assignees = new List<string>();
        if (Check(title, description, context) is { } wrong
            || (wrong = AddAssignees(assignees, "user:", config.Users, scope) ?? AddAssignees(assignees, "role:", config.Roles, scope)) is not null
            || (wrong = ReadDue(config, scope, out var due)) is not null)
        {
            Fail(branch, new Failure(FailureCategory.ValidationError, "TASK_INVALID", $"The task of '{step.Id}' {wrong}"));
            return;
        }

        due = config.DueIn is { } delay ? this.context.Now + delay : due;
        var wait = new RunEffect.Wait { Number = ++state.LastWait, Kind = WaitKind.Human, Step = IdentityOf(branch), Due = due };
        var task = new RunEffect.CreateTask
        {
            WaitNumber = wait.Number,
            Step = wait.Step,
            Id = new HumanTaskId(NextId()),
            Config = config,
            Title = title.GetString(),
            Description = description.Kind == JsonKind.String ? description.GetString() : null,
            Context = context,
            Assignees = assignees,
            Due = due,
        };
        Park(branch, step, PendingKind.Human, wait, task.Id.ToString());
        effects.Add(task);
    }

    private static string? Check(JsonValue title, JsonValue description, JsonValue context)
    {
        if (title.Kind != JsonKind.String || title.GetString().Length is 0 or > MaxTitleLength)
            return $"has no title: a text of 1 to {MaxTitleLength} characters is needed, not {DefinitionReader.Describe(title)}.";
        if (!description.IsMissingOrNull && (description.Kind != JsonKind.String || description.GetString().Length > MaxDescriptionLength))
            return $"has a description that is not a text of up to {MaxDescriptionLength} characters.";
        return context.MeasureUtf8(MaxContextBytes) > MaxContextBytes ? $"has more than {MaxContextBytes / 1024} KB of context." : null;
    }

    private static string? AddAssignees(List<string> assignees, string prefix, MappingTemplate? template, Scope scope)
    {
        var value = template?.Resolve(scope) ?? default;
        if (value.IsMissingOrNull) return null;
        var names = value.Kind == JsonKind.Array ? value : JsonValue.EmptyArray.Append(value);
        foreach (var name in names.EnumerateArray())
        {
            if (name.Kind != JsonKind.String || name.GetString().Length is 0 or > 200 || name.GetString().Any(char.IsControl))
                return $"has an assignee that is {DefinitionReader.Describe(name)}; a name of 1 to 200 characters is needed.";
            if (!assignees.Contains(prefix + name.GetString())) assignees.Add(prefix + name.GetString());
        }

        return assignees.Count > MaxAssignees ? $"has more than {MaxAssignees} assignees." : null;
    }

    private static string? ReadDue(HumanTaskConfig config, Scope scope, out DateTimeOffset? due)
    {
        due = null;
        var value = config.DueAt?.Resolve(scope) ?? default;
        if (value.IsMissingOrNull) return null;
        if (value.Kind != JsonKind.String || !Timestamp.TryParse(value.GetString(), out var moment))
            return $"is due at {value}, which is not an ISO 8601 moment.";
        due = moment;
        return null;
    }

    /// <summary>An id for something that the slice makes.</summary>
    private Guid NextId()
    {
        if (context.NextId is { } next) return next();
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, seeds.Next() ^ ((ulong)state.LastWait << 32) ^ (ulong)state.Children);
        BitConverter.TryWriteBytes(bytes[8..], seeds.Next());
        return new Guid(bytes);
    }
}
