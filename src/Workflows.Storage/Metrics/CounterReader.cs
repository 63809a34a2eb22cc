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
        var numbers = string.Join(',', kinds.Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));
        var sql = "SELECT kind, subject, hour, CAST(sum(n) AS BIGINT) AS N, CAST(sum(total) AS BIGINT) AS Total FROM counters"
            + $" WHERE tenant = @tenant AND kind IN ({numbers})"
            + (subject is null ? "" : " AND subject = @subject")
            + " AND hour >= @fromHour AND hour < @toHour GROUP BY kind, subject, hour ORDER BY kind, subject, hour";
        var values = new { tenant = tenant.Value, subject, fromHour, toHour };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, values), cancellationToken);
        return [.. rows.Select(row => new CounterDelta(tenant, (CounterKind)row.Kind, row.Subject, row.Hour, row.N, row.Total))];
    }

    private sealed class Row
    {
        public int Kind { get; set; }

        public int Subject { get; set; }

        public int Hour { get; set; }

        public long N { get; set; }

        public long Total { get; set; }
    }
}
