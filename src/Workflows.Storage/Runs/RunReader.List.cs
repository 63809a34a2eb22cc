using System.Data.Common;
using System.Globalization;
using System.Text;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Runs;

/// <summary>Lists of runs: read in order from an index, however many runs there are.</summary>
internal sealed partial class RunReader
{
    // Written as the partial index runs_updated is.
    private const string Changed = "(status <> 3 OR revision > 1)";
    private const string NeverChanged = "status = 3 AND revision = 1";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit);
        if (query.Ids is { Count: 0 }) return [];
        if (query.Order == RunOrder.Started) return await ReadListAsync(query, command => ByStart(command, query), cancellationToken);

        var changed = await ReadListAsync(query, command => ByChange(command, query), cancellationToken);
        if (query.Statuses.Count > 0 && !query.Statuses.Contains(RunStatus.Succeeded)) return changed;
        var unchanged = await ReadListAsync(query, command => Unchanged(command, query), cancellationToken);
        var merged = changed.Concat(unchanged).Select(run => (Run: run, Place: RunPosition.Of(run)));
        var ordered = query.Ascending
            ? merged.OrderBy(item => item.Place.At).ThenBy(item => item.Place.Run)
            : merged.OrderByDescending(item => item.Place.At).ThenByDescending(item => item.Place.Run);
        return [.. ordered.Take(query.Limit).Select(item => item.Run)];
    }

    private Task<List<RunRecord>> ReadListAsync(RunQuery query, Func<DbCommand, string> sql, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql(command);
                BindQuery(command, query);
                return await SqlDatabase.ReadRowsAsync(
                    command,
                    reader => query.WithState ? ReadRun(reader) with { State = reader.GetFieldValue<byte[]>(11) } : ReadRun(reader),
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>One branch a state, so that each is read in order from its index and none has to be sorted as a whole.</summary>
    private string ByStart(DbCommand command, RunQuery query)
    {
        var order = $" ORDER BY id {(query.Ascending ? "ASC" : "DESC")} LIMIT @limit";
        var filter = Filter(command, query);
        if (query.After is { } after)
        {
            filter += query.Ascending ? " AND id > @after" : " AND id < @after";
            command.Bind("after", database.Uuid(after.Run.Value));
        }

        var states = query.Statuses.Distinct().ToArray();
        if (states.Length <= 1) return Select(query, filter + OfState(states is [var state] ? state : null)) + order;
        return string.Join(" UNION ALL ", states.Select(state => $"SELECT * FROM ({Select(query, filter + OfState(state)) + order}) AS s{(int)state}"))
            + order;
    }

    private string ByChange(DbCommand command, RunQuery query)
    {
        var filter = $"{Filter(command, query)} AND {Changed}{OfStates(query)}";
        if (query.After is { } after)
        {
            filter += query.Ascending ? " AND (updated_ms, id) > (@at, @after)" : " AND (updated_ms, id) < (@at, @after)";
            command.Bind("at", after.At);
            command.Bind("after", database.Uuid(after.Run.Value));
        }

        var direction = query.Ascending ? "ASC" : "DESC";
        return Select(query, filter) + $" ORDER BY updated_ms {direction}, id {direction} LIMIT @limit";
    }

    /// <summary>Runs that never changed stand at their start, to which the place of the page before is translated.</summary>
    private string Unchanged(DbCommand command, RunQuery query)
    {
        var filter = $"{Filter(command, query)} AND {NeverChanged}";
        if (query.After is { } after)
        {
            filter += query.Ascending ? " AND id > @after" : " AND id < @after";
            var first = IdSource.Floor(after.At.ToMoment());
            var next = IdSource.Floor((after.At + 1).ToMoment());
            var bound = after.Run.Value.CompareTo(first) < 0 ? first : after.Run.Value.CompareTo(next) > 0 ? next : after.Run.Value;
            command.Bind("after", database.Uuid(bound));
        }

        return Select(query, filter) + $" ORDER BY id {(query.Ascending ? "ASC" : "DESC")} LIMIT @limit";
    }

    private static string Select(RunQuery query, string filter)
    {
        var columns = query.WithState ? $"{ListColumns}, state" : ListColumns;
        return query.Tag is null
            ? $"SELECT {columns} FROM runs WHERE tenant = @tenant{filter}"
            : $"""
              SELECT {columns} FROM (SELECT run FROM run_tags WHERE tenant = @tenant AND tag = @tag) AS t JOIN runs ON id = t.run
              WHERE tenant = @tenant{filter}
              """;
    }

    private string Filter(DbCommand command, RunQuery query)
    {
        var sql = new StringBuilder();
        if (query.Workflow is not null) sql.Append(" AND workflow = @workflow");
        if (query.Version is not null) sql.Append(" AND version = @version");
        if (query.Origin is { } origin) sql.Append(CultureInfo.InvariantCulture, $" AND origin = {(int)origin}");
        if (query.CorrelationId is not null) sql.Append(" AND correlation = @correlation");
        if (query.ErrorCode is not null) sql.Append(" AND error_code = @error");
        if (query.From is not null) sql.Append(" AND id >= @from");
        if (query.To is not null) sql.Append(" AND id < @to");
        if (query.Before is not null) sql.Append(" AND id < @before");
        if (query.Ids is { } ids) sql.Append(CultureInfo.InvariantCulture, $" AND id {database.In(command, "ids", [.. ids.Select(id => id.Value)])}");
        return sql.ToString();
    }

    private static string OfState(RunStatus? state) =>
        state is { } value ? string.Create(CultureInfo.InvariantCulture, $" AND status = {(int)value}") : "";

    private static string OfStates(RunQuery query) =>
        query.Statuses.Count == 0 ? "" : $" AND status IN ({string.Join(", ", query.Statuses.Select(state => (int)state))})";

    private void BindQuery(DbCommand command, RunQuery query)
    {
        command.Bind("tenant", query.Tenant.Value);
        command.Bind("limit", query.Limit);
        if (query.Workflow is { } workflow) command.Bind("workflow", workflow.Value);
        if (query.Version is { } version) command.Bind("version", version);
        if (query.CorrelationId is { } correlation) command.Bind("correlation", correlation);
        if (query.ErrorCode is { } error) command.Bind("error", error);
        if (query.Tag is { } tag) command.Bind("tag", tag);
        if (query.From is { } from) command.Bind("from", database.Uuid(IdRange.From(from)));
        if (query.To is { } to) command.Bind("to", database.Uuid(IdRange.From(to)));
        if (query.Before is { } before) command.Bind("before", database.Uuid(before.Value));
    }
}
