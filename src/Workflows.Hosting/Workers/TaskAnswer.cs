using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Protection;

namespace Workflows.Hosting.Workers;

/// <summary>The stored answer of a task, sealed.</summary>
internal static class TaskAnswer
{
    private const string Purpose = "worker-answer";

    /// <summary>Seals an answer.</summary>
    public static byte[] Write(IValueProtector protector, TenantId tenant, ActionResult result)
    {
        var answer = new JsonObjectBuilder();
        if (result.Failure is { } failure)
        {
            answer.Add("category", JsonValue.From(failure.Category.ToString()));
            answer.Add("code", JsonValue.From(failure.Code));
            answer.Add("message", JsonValue.From(failure.Message));
            if (!failure.Data.IsMissing) answer.Add("data", failure.Data);
        }
        else
        {
            answer.Add("output", result.Output);
        }

        return protector.Protect(tenant, Purpose, answer.Build().ToUtf8());
    }

    /// <summary>Opens an answer.</summary>
    public static ActionResult Read(IValueProtector protector, TenantId tenant, ReadOnlyMemory<byte> bytes)
    {
        var answer = JsonValue.Parse(protector.Unprotect(tenant, Purpose, bytes.Span));
        return answer["category"].IsMissing
            ? ActionResult.Success(answer["output"])
            : ActionResult.Fail(
                Enum.Parse<FailureCategory>(answer["category"].GetString()), answer["code"].GetString(), answer["message"].GetString(),
                answer["data"]);
    }
}
