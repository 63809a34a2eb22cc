using Dapper;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Maintenance;

/// <summary>Removes rows a bounded number a transaction, so that commits get their turn in between.</summary>
internal sealed class Pruner(SqlDatabase database, int batchRows)
{
    /// <summary>
    /// Runs the statements, together in one transaction, again and again until the last of them removes less than it may. They can use
    /// <c>@before</c> (milliseconds), <c>@floor</c> (the smallest id from then on) and <c>@rows</c>.
    /// </summary>
    /// <returns>How many rows the last statement removed.</returns>
    public async Task<int> DrainAsync(DateTimeOffset before, CancellationToken cancellationToken, params string[] statements)
    {
        var values = new { before = before.ToMs(), floor = database.Uuid(IdRange.From(before)), rows = batchRows };
        var removed = 0;
        int count;
        do
        {
            count = await database.WriteAsync(
                async connection =>
                {
                    var last = 0;
                    foreach (var sql in statements) last = await connection.ExecuteAsync(sql, values);
                    return last;
                },
                cancellationToken);
            removed += count;
        }
        while (count == batchRows);
        return removed;
    }
}
