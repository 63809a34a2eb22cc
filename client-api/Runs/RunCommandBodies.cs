using System.Globalization;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Runs;

namespace Workflows.ClientApi.Runs;

/// <summary>Releases a wait.</summary>
/// <param name="Reason">Why; 3 to 500 characters, kept in the audit trail.</param>
/// <param name="Wait">The wait's number or the identity of its step; may be left out where only one is open.</param>
/// <param name="Payload">What stands for the event's payload.</param>
internal sealed record ResumeBody(string Reason, string? Wait, JsonValue? Payload);

/// <summary>Starts a new run from another one.</summary>
/// <param name="Reason">Why; 3 to 500 characters, kept in the audit trail.</param>
/// <param name="Step">The id of the step to begin at, not one in a loop; the beginning when absent.</param>
/// <param name="Version"><c>same</c> (when absent), <c>latest</c>, or a number.</param>
/// <param name="Payload">The payload; the run's own, in full, when absent.</param>
/// <param name="Vars">The variables; the run's own as they stand when absent, and none at the beginning.</param>
internal sealed record ReplayBody(string Reason, string? Step, string? Version, JsonValue? Payload, JsonValue? Vars)
{
    /// <summary>Reads the body.</summary>
    public static Result<ReplayRequest> Read(JsonValue body)
    {
        var reader = new ObjectReader(body, "reason", "step", "version", "payload", "vars");
        var request = new ReplayRequest
        {
            Reason = reader.Text("reason") ?? "", Step = reader.Text("step"), Payload = body["payload"], Vars = body["vars"],
        };
        if (reader.Problem is { } problem) return problem;
        if (!request.Vars.IsMissing && request.Vars.Kind != JsonKind.Object) return GatewayProblems.WrongType("vars", "an object");
        var text = body["version"].Kind == JsonKind.String ? body["version"].GetString() : body["version"].ToString();
        return text switch
        {
            _ when body["version"].IsMissingOrNull => request,
            "same" => request,
            "latest" => request with { Version = 0 },
            _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 =>
                request with { Version = number },
            _ => GatewayProblems.WrongType("version", "'same', 'latest' or a positive whole number"),
        };
    }
}
