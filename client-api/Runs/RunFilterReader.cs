using System.Globalization;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Runs;

/// <summary>Reads the filters of lists and exports of runs.</summary>
internal static class RunFilterReader
{
    /// <summary>The names of the origins.</summary>
    public static readonly string[] OriginNames = [.. Enum.GetNames<RunOrigin>().Select(name => name.ToLowerInvariant())];

    /// <summary>The orders.</summary>
    public static readonly string[] Sorts = ["started:desc", "started:asc", "updated:desc", "updated:asc"];

    /// <summary>Reads all but the limit.</summary>
    public static RunFilter Read(QueryReader reader, RunListQuery query)
    {
        var sort = reader.Choice("sort", query.Sort, Sorts) ?? Sorts[0];
        var filter = new RunFilter
        {
            Statuses = Statuses(reader, query.Status),
            Workflow = reader.Text("workflow", query.Workflow),
            Version = reader.Number("version", query.Version, 1, int.MaxValue),
            CorrelationId = reader.Text("correlationId", query.CorrelationId),
            Origin = reader.Choice("origin", query.Origin, OriginNames) is { } origin ? Enum.Parse<RunOrigin>(origin, ignoreCase: true) : null,
            ErrorCode = reader.Text("errorCode", query.ErrorCode),
            Tag = reader.Text("tag", query.Tag),
            Search = reader.Text("search", query.Search),
            From = reader.Time("from", query.From),
            To = reader.Time("to", query.To),
            Order = sort.StartsWith("updated", StringComparison.Ordinal) ? RunOrder.Updated : RunOrder.Started,
            Ascending = sort.EndsWith("asc", StringComparison.Ordinal),
        };
        return filter with { After = RunCursor.Read(reader, filter, query.Cursor) };
    }

    private static List<RunStatus> Statuses(QueryReader reader, string[]? texts)
    {
        var statuses = new List<RunStatus>();
        foreach (var text in texts ?? [])
            if (reader.Choice("status", text, RunBody.StatusNames) is { } name) statuses.Add(RunBody.StatusOf(name));
        return statuses;
    }
}

/// <summary>Cursors of lists of runs. One of another order is refused.</summary>
internal static class RunCursor
{
    /// <summary>The cursor after a run.</summary>
    public static string Encode(RunFilter filter, RunRecord run)
    {
        var place = RunPosition.Of(run);
        return Cursor.Encode(Letter(filter), string.Create(CultureInfo.InvariantCulture, $"{place.At}.{place.Run}"));
    }

    /// <summary>The place in a cursor; null for none.</summary>
    public static RunPosition? Read(QueryReader reader, RunFilter filter, string? cursor)
    {
        if (reader.Position(Letter(filter), cursor) is not { } key) return null;
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && long.TryParse(key.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 1L << 47
            && RunId.TryParse(key[(dot + 1)..], out var run))
            return new RunPosition(at, run);
        reader.RefuseCursor();
        return null;
    }

    private static char Letter(RunFilter filter) => (filter.Order, filter.Ascending) switch
    {
        (RunOrder.Started, false) => 'r',
        (RunOrder.Started, true) => 'R',
        (_, false) => 'u',
        _ => 'U',
    };
}
