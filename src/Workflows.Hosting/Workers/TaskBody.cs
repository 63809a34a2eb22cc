using Workflows.Abstractions.Json;
using Workflows.Abstractions.Workers;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Workers;

/// <summary>The stored call of a task: what a worker is told, with markers in the places of secrets.</summary>
internal sealed record TaskBody(
    string Action, int Version, string Workflow, string? CorrelationId, string Step, int Attempt, string IdempotencyKey, JsonValue Input,
    IReadOnlyList<SecretUse> Secrets, long? StartToCloseMs, bool IsAuthorKey)
{
    /// <summary>The call of an invocation.</summary>
    public static TaskBody Of(RunEffect.Invoke invocation, ActionContext facts, TimeSpan? startToClose) => new(
        invocation.Action.Id, invocation.Action.Version, facts.Workflow, facts.CorrelationId, invocation.Step, invocation.Attempt, invocation.IdempotencyKey,
        invocation.Input, invocation.Secrets, (long?)startToClose?.TotalMilliseconds, invocation.IsAuthorKey);

    /// <summary>The stored form.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var secrets = new JsonArrayBuilder();
        foreach (var use in Secrets)
        {
            var item = new JsonObjectBuilder();
            item.Add("pointer", JsonValue.From(use.Pointer.ToString()));
            item.Add("name", JsonValue.From(use.Name));
            secrets.Add(item.Build());
        }

        var body = new JsonObjectBuilder();
        body.Add("action", JsonValue.From(Action));
        body.Add("version", JsonValue.From(Version));
        body.Add("workflow", JsonValue.From(Workflow));
        if (CorrelationId is not null) body.Add("correlationId", JsonValue.From(CorrelationId));
        body.Add("step", JsonValue.From(Step));
        body.Add("attempt", JsonValue.From(Attempt));
        body.Add("key", JsonValue.From(IdempotencyKey));
        body.Add("input", Input);
        body.Add("secrets", secrets.Build());
        if (StartToCloseMs is { } limit) body.Add("startToCloseMs", JsonValue.From(limit));
        if (IsAuthorKey) body.Add("authorKey", JsonValue.True);
        return body.Build().ToUtf8();
    }

    /// <summary>Reads the stored form.</summary>
    public static TaskBody Read(ReadOnlyMemory<byte> bytes)
    {
        var body = JsonValue.Parse(bytes);
        var secrets = new List<SecretUse>();
        foreach (var item in body["secrets"].EnumerateArray())
            secrets.Add(new SecretUse(JsonPointer.Parse(item["pointer"].GetString()), item["name"].GetString()));
        return new TaskBody(
            body["action"].GetString(), (int)body["version"].GetDouble(), body["workflow"].GetString(),
            body["correlationId"].IsMissing ? null : body["correlationId"].GetString(), body["step"].GetString(), (int)body["attempt"].GetDouble(), body["key"].GetString(), body["input"], secrets,
            body["startToCloseMs"].IsMissing ? null : (long)body["startToCloseMs"].GetDouble(), body["authorKey"] == JsonValue.True);
    }

    /// <summary>The call as its key knows it; null when the engine gave the key.</summary>
    public KeyedCall? KeyOf(WorkerTaskRecord task) =>
        IsAuthorKey ? KeyedCall.Of(task.Tenant, task.Run, task.Number, Action, Version, IdempotencyKey) : null;
}
