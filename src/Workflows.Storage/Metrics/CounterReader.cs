using System.Globalization;
using Dapper;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Metrics;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Metrics;

/// <summary>Reads the rolled-up counters with SQL that both dialects take.</summary>
internal sealed class CounterReader(SqlDatabase database) : ICounterReader
{
    // The hour stands last but one in the key: what may have counted is named first, so that each counter is found by its whole key.
    private static readonly string LoadSql = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT Tenant, CAST(sum(Events) AS BIGINT) AS Events, CAST(sum(Runs) AS BIGINT) AS Runs
        FROM (SELECT c.tenant AS Tenant, c.n AS Events, 0 AS Runs
              FROM (SELECT DISTINCT tenant, type FROM streams) AS s
              JOIN counters c ON c.tenant = s.tenant AND c.kind = {(int)CounterKind.EventsAccepted} AND c.subject = s.type AND c.hour = @hour
              UNION ALL
              SELECT c.tenant, 0, c.n
              FROM workflows w
              JOIN counters c ON c.tenant = w.tenant AND c.kind = {(int)CounterKind.RunsStarted} AND c.subject = w.id AND c.hour = @hour
              UNION ALL
              SELECT c.tenant, 0, c.n
              FROM workflows w CROSS JOIN tenants t
              JOIN counters c ON c.tenant = t.id AND c.kind = {(int)CounterKind.RunsStarted} AND c.subject = w.id AND c.hour = @hour
              WHERE w.tenant = {TenantId.System.Value} AND t.id <> w.tenant) AS found
        GROUP BY Tenant
        ORDER BY sum(Events + Runs) DESC, Tenant
        LIMIT @limit
        """);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CounterDelta>> ListAsync(
        TenantId tenant,
        IReadOnlyList<CounterKind> kinds,
        int? subject,
        int fromHour,
        int toHour,
        CancellationToken cancellationToken)
    {
        if (kinds.Count == 0) return [];
        var subjects = subject is { } only ? $" AND subject = {only.ToString(CultureInfo.InvariantCulture)}" : "";
        return await ReadAsync(tenant, Hours(kinds, subjects, "hour"), fromHour, toHour, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CounterDelta>> SumAsync(
        TenantId tenant,
        IReadOnlyList<CounterKind> kinds,
        IReadOnlyList<int> subjects,
        int fromHour,
        int toHour,
        int? hoursPerRow,
        CancellationToken cancellationToken)
    {
        if (kinds.Count == 0 || subjects.Count == 0) return [];
        var stretch = hoursPerRow switch
        {
            null => "0",
            1 => "hour",
            { } hours => string.Create(CultureInfo.InvariantCulture, $"hour / {hours} * {hours}"),
        };
        var where = $" AND subject IN ({Numbers(subjects)})";
        var rows = hoursPerRow is null || hoursPerRow % CounterTotals.HoursOfDay == 0
            ? $"{Hours(kinds, where, stretch, "@fromHour", "@firstDay")} UNION ALL {Days(kinds, where, stretch)} "
                + $"UNION ALL {Hours(kinds, where, stretch, "@lastDay", "@toHour")}"
            : Hours(kinds, where, stretch);
        return await ReadAsync(tenant, rows, fromHour, toHour, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TenantLoad>> ListLoadAsync(int hour, int limit, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => connection.QueryAsync<LoadRow>(LoadSql, new { hour, limit }), cancellationToken);
        return [.. found.Select(row => new TenantLoad(new TenantId(row.Tenant), row.Events, row.Runs))];
    }

    private async Task<IReadOnlyList<CounterDelta>> ReadAsync(
        TenantId tenant, string rows, int fromHour, int toHour, CancellationToken cancellationToken)
    {
        var sql = $"SELECT kind, subject, Hour, CAST(sum(n) AS BIGINT) AS N, CAST(sum(total) AS BIGINT) AS Total FROM ({rows}) AS found"
            + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
        // The days that the range holds as a whole; none when it lies within one.
        var firstDay = Math.Min((fromHour + CounterTotals.HoursOfDay - 1) / CounterTotals.HoursOfDay * CounterTotals.HoursOfDay, toHour);
        var lastDay = Math.Max(toHour / CounterTotals.HoursOfDay * CounterTotals.HoursOfDay, firstDay);
        var values = new { tenant = tenant.Value, fromHour, toHour, firstDay, lastDay };
        var found = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, values), cancellationToken);
        return [.. found.Select(row => new CounterDelta(tenant, (CounterKind)row.Kind, row.Subject, row.Hour, row.N, row.Total))];
    }

    private static string Hours(
        IReadOnlyList<CounterKind> kinds, string where, string stretch, string from = "@fromHour", string to = "@toHour") =>
        $"SELECT kind, subject, {stretch} AS Hour, n, total FROM counters WHERE tenant = @tenant"
        + $" AND kind IN ({Numbers(kinds.Select(kind => (int)kind))}){where} AND hour >= {from} AND hour < {to}";

    private static string Days(IReadOnlyList<CounterKind> kinds, string where, string stretch) =>
        $"SELECT kind - {CounterTotals.DayBase} AS kind, subject, {stretch} AS Hour, n, total FROM counters WHERE tenant = @tenant"
        + $" AND kind IN ({Numbers(kinds.Select(kind => (int)kind + CounterTotals.DayBase))}){where} AND hour >= @firstDay AND hour < @lastDay";

    private static string Numbers(IEnumerable<int> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private sealed class Row
    {
        public int Kind { get; set; }

        public int Subject { get; set; }

        public int Hour { get; set; }

        public long N { get; set; }

        public long Total { get; set; }
    }

    private sealed class LoadRow
    {
        public int Tenant { get; set; }

        public long Events { get; set; }

        public long Runs { get; set; }
    }
}
