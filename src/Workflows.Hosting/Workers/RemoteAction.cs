using Workflows.Abstractions.Json;
using Workflows.Abstractions.Workers;
using Workflows.Engine.Actions;

namespace Workflows.Hosting.Workers;

/// <summary>A registered remote action.</summary>
/// <param name="Descriptor">What authors and the engine know of it.</param>
/// <param name="Topic">What workers ask for.</param>
/// <param name="ScheduleToStart">How long a call may wait for a worker; null for ever.</param>
/// <param name="StartToClose">How long a leased call may take; null for ever.</param>
public sealed record RemoteAction(ActionDescriptor Descriptor, string Topic, TimeSpan? ScheduleToStart, TimeSpan? StartToClose)
{
    /// <summary>Reads the stored form.</summary>
    public static RemoteAction Read(RemoteActionRecord record)
    {
        var body = JsonValue.Parse(record.Body);
        var descriptor = new ActionDescriptor
        {
            Id = record.Id,
            Version = record.Version,
            Label = Text(body, "label") ?? record.Id,
            Description = Text(body, "description") ?? "",
            HasSideEffects = true,
            InputSchema = Schema(body["inputSchema"]),
            OutputSchema = Schema(body["outputSchema"]),
        };
        return new RemoteAction(descriptor, Text(body, "topic") ?? record.Id, Span(body, "scheduleToStartMs"), Span(body, "startToCloseMs"));
    }

    private static JsonValue Schema(JsonValue value) => value.IsMissing ? JsonValue.EmptyObject : value;

    private static string? Text(JsonValue body, string name) => body[name].IsMissing ? null : body[name].GetString();

    private static TimeSpan? Span(JsonValue body, string name) =>
        body[name].IsMissing ? null : TimeSpan.FromMilliseconds(body[name].GetDouble());
}
