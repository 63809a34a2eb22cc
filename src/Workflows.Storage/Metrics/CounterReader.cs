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
        return await ReadAsync(tenant, kinds, subject is { } only ? $" AND subject = {only.ToString(CultureInfo.InvariantCulture)}" : "", fromHour, toHour, "hour", cancellationToken);
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
        return await ReadAsync(tenant, kinds, $" AND subject IN ({Numbers(subjects)})", fromHour, toHour, stretch, cancellationToken);
    }

    private async Task<IReadOnlyList<CounterDelta>> ReadAsync(
        TenantId tenant, IReadOnlyList<CounterKind> kinds, string subjects, int fromHour, int toHour, string stretch,
        CancellationToken cancellationToken)
    {
        var sql = $"SELECT kind, subject, {stretch} AS Hour, CAST(sum(n) AS BIGINT) AS N, CAST(sum(total) AS BIGINT) AS Total FROM counters"
            + $" WHERE tenant = @tenant AND kind IN ({Numbers(kinds.Select(kind => (int)kind))}){subjects}"
            + " AND hour >= @fromHour AND hour < @toHour GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
        var values = new { tenant = tenant.Value, fromHour, toHour };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, values), cancellationToken);
        return [.. rows.Select(row => new CounterDelta(tenant, (CounterKind)row.Kind, row.Subject, row.Hour, row.N, row.Total))];
    }

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
}
