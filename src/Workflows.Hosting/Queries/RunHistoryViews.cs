using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Queries;

/// <summary>What a run's history looks like from several sides. Works on the redacted history.</summary>
public static class RunHistoryViews
{
    private static readonly JsonValue Hidden = JsonValue.Parse("""{"redacted":true}""");

    /// <summary>The history for somebody who may not see what actions got and gave.</summary>
    public static RunDetail WithoutInvocations(RunDetail run) => run with
    {
        Steps = [.. run.Steps.Select(entry =>
        {
            if (Entry.Text(entry, "type") != "action.call") return entry;
            foreach (var name in (ReadOnlySpan<string>)["input", "output"])
                if (!entry[name].IsMissing) entry = entry.With(name, Hidden);
            return entry;
        })],
    };

    /// <summary>One row for each step.</summary>
    public static IReadOnlyList<StepView> Steps(RunDetail run) => [.. Groups(run).Select(ToView)];

    /// <summary>One step; null when the run did not come to it.</summary>
    public static StepDetail? Step(RunDetail run, string identity)
    {
        if (Groups(run).FirstOrDefault(group => group.Key == identity) is not { } entries) return null;
        JsonValue Latest(string name) => entries.LastOrDefault(entry => !entry[name].IsMissing)[name];
        var error = Latest("error");
        var stillFailed = Entry.Text(entries.Last(), "status") is "failed" or "continued" or "retry_scheduled";
        return new StepDetail
        {
            Step = ToView(entries),
            Input = Entry.OrNull(Latest("input")),
            Output = Entry.OrNull(Latest("output")),
            Changed = Entry.OrNull(Latest("changed")),
            Error = Entry.OrNull(error),
            NextStep = stillFailed && !error.IsMissing ? ErrorAdvice.For(error) : null,
            Entries = [.. entries],
            Logs = [.. entries.SelectMany(ToLines)],
        };
    }

    /// <summary>Attempts, waits, retries and commands in the order in which they began.</summary>
    public static IReadOnlyList<TimelineSpan> Timeline(RunDetail run)
    {
        var spans = new List<TimelineSpan>();
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in run.Steps)
        {
            if (Entry.Text(entry, "step") is not { } step) continue;
            var (status, at) = (Entry.Text(entry, "status") ?? "", Entry.Text(entry, "at"));
            var kind = KindOf(step, status);
            var isOpen = status is "started" or "waiting" or "retry_scheduled";
            var ends = kind != "operator" && open.Remove(step, out var index) ? index : -1;
            if (ends >= 0)
            {
                var isRetry = spans[ends].Kind == "retry";
                spans[ends] = spans[ends] with
                {
                    To = at,
                    DurationMs = Entry.Between(spans[ends].From, at),
                    Status = isRetry ? "fired" : status,
                    ErrorCode = isRetry ? null : Entry.ErrorCode(entry),
                };
                if (!isRetry && !isOpen) continue;
            }

            if (isOpen) open[step] = spans.Count;
            spans.Add(new TimelineSpan(
                step, Entry.Text(entry, "type"), kind, Entry.Attempt(entry), at, isOpen ? null : at, isOpen ? null : Duration(entry), status,
                Entry.Text(entry, "run"), Entry.ErrorCode(entry)));
        }

        return spans;
    }

    /// <summary>The log of a run.</summary>
    public static IReadOnlyList<LogLine> Logs(RunDetail run) => [.. run.Steps.SelectMany(ToLines)];

    private static List<IGrouping<string, JsonValue>> Groups(RunDetail run) =>
        [.. run.Steps.Where(entry => Entry.Text(entry, "step") is not null).GroupBy(entry => Entry.Text(entry, "step")!)];

    private static StepView ToView(IGrouping<string, JsonValue> entries)
    {
        var (first, last) = (entries.First(), entries.Last());
        var (from, to) = (Entry.Text(first, "at"), Entry.Text(last, "at"));
        return new StepView(
            entries.Key, Entry.Text(first, "type"), Entry.Text(last, "status"), entries.Max(Entry.Attempt), from, to, Entry.Between(from, to),
            Entry.ErrorCode(entries.LastOrDefault(entry => !entry["error"].IsMissing)));
    }

    private static string KindOf(string step, string status) => status switch
    {
        "waiting" => "wait",
        "retry_scheduled" => "retry",
        "released" or "retried" or "requeued" or "replayed" => "operator",
        "canceled" when step == "run" => "operator",
        _ => "attempt",
    };

    private static long? Duration(JsonValue entry) =>
        entry["durationMs"].Kind == JsonKind.Number && entry["durationMs"].TryGetInt64(out var milliseconds) ? milliseconds : 0;

    private static IEnumerable<LogLine> ToLines(JsonValue entry)
    {
        if (Entry.Text(entry, "step") is not { } step) yield break;
        var (at, status) = (Entry.Text(entry, "at"), Entry.Text(entry, "status") ?? "");
        var message = Entry.Text(entry["error"], "message");
        yield return new LogLine(
            at, LevelOf(status), message is null ? $"{step}: {status.Replace('_', ' ')}" : $"{step}: {status.Replace('_', ' ')}: {message}", step,
            Entry.Text(entry, "eventName"), Entry.Text(entry, "key"), Entry.OrNull(entry["error"]));
        if (Entry.Text(entry, "action") != "log.write" || status != "succeeded" || entry["input"].Kind != JsonKind.Object) yield break;
        yield return new LogLine(
            at, Entry.Text(entry["input"], "level")?.ToLowerInvariant() ?? "info", Entry.Text(entry["input"], "message") ?? "", step, null, null,
            Entry.OrNull(entry["input"]["context"]));
    }

    private static string LevelOf(string status) => status switch
    {
        "failed" => "error",
        "continued" or "retry_scheduled" or "canceled" or "released" or "retried" or "requeued" => "warn",
        _ => "info",
    };
}
