using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine;
using Workflows.Hosting.Queries;

namespace Workflows.Hosting.Jobs;

/// <summary>What a bulk job does, to which runs, and how fast.</summary>
public sealed record BulkRequest
{
    /// <summary>The commands that can be done in bulk.</summary>
    public static readonly IReadOnlyList<string> Actions = ["cancel", "resume", "retry", "requeue", "replay"];

    /// <summary>One of <see cref="Actions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Which runs. Without states, those that take the command.</summary>
    public required RunFilter Filter { get; init; }

    /// <summary>Why; 3 to 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>At most so many runs a second; 1 to 500.</summary>
    public int PerSecond { get; init; } = 20;

    /// <summary>The stored form.</summary>
    public JsonValue ToJson()
    {
        var filter = new JsonObjectBuilder();
        var statuses = new JsonArrayBuilder();
        foreach (var status in Filter.Statuses) statuses.Add(JsonValue.From(status.ToString().ToUpperInvariant()));
        filter.Add("status", statuses.Build());
        Add(filter, "workflow", Filter.Workflow);
        if (Filter.Version is { } version) filter.Add("version", JsonValue.From(version));
        Add(filter, "correlationId", Filter.CorrelationId);
        Add(filter, "origin", Filter.Origin?.ToString().ToLowerInvariant());
        Add(filter, "errorCode", Filter.ErrorCode);
        Add(filter, "tag", Filter.Tag);
        Add(filter, "search", Filter.Search);
        Add(filter, "from", Filter.From is { } from ? Timestamp.Format(from) : null);
        Add(filter, "to", Filter.To is { } to ? Timestamp.Format(to) : null);
        return JsonValue.EmptyObject.With("action", JsonValue.From(Action)).With("reason", JsonValue.From(Reason))
            .With("perSecond", JsonValue.From(PerSecond)).With("filter", filter.Build());
    }

    /// <summary>Reads the stored form.</summary>
    public static BulkRequest Read(JsonValue json)
    {
        var filter = json["filter"];
        var statuses = new List<RunStatus>();
        foreach (var status in filter["status"].EnumerateArray()) statuses.Add(Enum.Parse<RunStatus>(status.GetString(), ignoreCase: true));
        return new BulkRequest
        {
            Action = json["action"].GetString(),
            Reason = json["reason"].GetString(),
            PerSecond = (int)json["perSecond"].GetDouble(),
            Filter = new RunFilter
            {
                Statuses = statuses,
                Workflow = Text(filter, "workflow"),
                Version = filter["version"].Kind == JsonKind.Number ? (int)filter["version"].GetDouble() : null,
                CorrelationId = Text(filter, "correlationId"),
                Origin = Text(filter, "origin") is { } origin ? Enum.Parse<RunOrigin>(origin, ignoreCase: true) : null,
                ErrorCode = Text(filter, "errorCode"),
                Tag = Text(filter, "tag"),
                Search = Text(filter, "search"),
                From = Time(filter, "from"),
                To = Time(filter, "to"),
                Ascending = true,
            },
        };
    }

    /// <summary>The states of runs that take a command.</summary>
    public static IReadOnlyList<RunStatus> StatusesOf(string action) => action switch
    {
        "cancel" => [RunStatus.Running, RunStatus.Waiting],
        "resume" => [RunStatus.Waiting],
        "requeue" => [RunStatus.Failed, RunStatus.Canceled],
        _ => [RunStatus.Failed],
    };

    private static void Add(JsonObjectBuilder builder, string name, string? text)
    {
        if (text is not null) builder.Add(name, JsonValue.From(text));
    }

    private static string? Text(JsonValue json, string name) => json[name].Kind == JsonKind.String ? json[name].GetString() : null;

    private static DateTimeOffset? Time(JsonValue json, string name) =>
        Text(json, name) is { } text && Timestamp.TryParse(text, out var moment) ? moment : null;
}

/// <summary>How far a bulk job is.</summary>
/// <param name="Cursor">The last run that it has come to; null at the beginning.</param>
/// <param name="Done">Runs that took the command.</param>
/// <param name="Refused">Runs that did not.</param>
public sealed record BulkProgress(string? Cursor, long Done, long Refused)
{
    /// <summary>The stored form.</summary>
    public JsonValue ToJson()
    {
        var json = JsonValue.EmptyObject.With("done", JsonValue.From(Done)).With("refused", JsonValue.From(Refused));
        return Cursor is null ? json : json.With("cursor", JsonValue.From(Cursor));
    }

    /// <summary>Reads the stored form.</summary>
    public static BulkProgress Read(JsonValue json) => new(
        json["cursor"].Kind == JsonKind.String ? json["cursor"].GetString() : null, (long)json["done"].GetDouble(),
        (long)json["refused"].GetDouble());
}
