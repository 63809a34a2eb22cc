using Npgsql;
using Workflows.Abstractions.Runs;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Parts of the states of runs: few and large, so always by insert.</summary>
internal static class PartCommands
{
    /// <summary>Adds the statements that the rows need.</summary>
    public static void AddTo(List<Check> checks, BatchRows rows)
    {
        if (rows.NewParts.Count > 0) checks.Add(new Check(Insert(rows.NewParts), rows.NewParts.Count, Fence.NewRow));
        if (rows.DroppedParts.Count > 0) checks.Add(new Check(Remove(rows.DroppedParts), Check.AnyNumber, Fence.NewRow));
    }

    private static NpgsqlBatchCommand Insert(List<StatePart> parts) => new(
        "INSERT INTO run_parts (run, no, content) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(parts.ConvertAll(part => part.Run.Value)),
            Column.Of(parts.ConvertAll(part => part.Number)),
            Column.Of(parts.ConvertAll(part => part.Content)),
        },
    };

    private static NpgsqlBatchCommand Remove(List<StatePartId> parts) => new(
        "DELETE FROM run_parts p USING unnest($1, $2) AS m (run, no) WHERE p.run = m.run AND p.no = m.no")
    {
        Parameters =
        {
            Column.Of(parts.ConvertAll(part => part.Run.Value)),
            Column.Of(parts.ConvertAll(part => part.Number)),
        },
    };
}
