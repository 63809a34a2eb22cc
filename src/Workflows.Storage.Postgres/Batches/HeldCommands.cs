using Npgsql;
using Workflows.Abstractions.Deliveries;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>The statements of held deliveries, gates and idempotency keys.</summary>
internal static class HeldCommands
{
    private const string Columns =
        "tenant, id, workflow, origin, type, status, revision, reason, message, attempts, due_ms, held_ms, updated_ms, run, correlation, input";

    /// <summary>Adds the statements that the rows need.</summary>
    public static void AddTo(List<Check> checks, BatchRows rows)
    {
        AddGates(checks, rows.Gates);
        if (rows.StartKeys.Count > 0) checks.Add(new Check(StartKeys(rows.StartKeys), rows.StartKeys.Count, Fence.StartKey));
        if (rows.Held.Count > 0) checks.Add(new Check(Insert(rows.Held), rows.Held.Count, Fence.NewRow));
        if (rows.HeldUpdates.Count > 0) checks.Add(new Check(Update(rows.HeldUpdates), rows.HeldUpdates.Count, Fence.Held));
    }

    private static void AddGates(List<Check> checks, List<GateRecord> gates)
    {
        if (gates.Count == 0) return;
        var first = gates.FindAll(gate => gate.Version == 1);
        var later = gates.FindAll(gate => gate.Version != 1);
        if (first.Count > 0)
        {
            var insert = Gates(
                """
                INSERT INTO workflow_gates (tenant, workflow, version, state)
                SELECT tenant, workflow, version, convert_from(state, 'UTF8')
                FROM unnest($1, $2, $3, $4) AS m (tenant, workflow, version, state) ON CONFLICT DO NOTHING
                """,
                first);
            checks.Add(new Check(insert, first.Count, Fence.Gate));
        }

        if (later.Count == 0) return;
        var move = Gates(
            """
            UPDATE workflow_gates g SET version = m.version, state = convert_from(m.state, 'UTF8')
            FROM unnest($1, $2, $3, $4) AS m (tenant, workflow, version, state)
            WHERE g.tenant = m.tenant AND g.workflow = m.workflow AND g.version = m.version - 1
            """,
            later);
        checks.Add(new Check(move, later.Count, Fence.Gate));
    }

    private static NpgsqlBatchCommand Gates(string sql, List<GateRecord> gates) => new(sql)
    {
        Parameters =
        {
            Column.Of(gates.ConvertAll(gate => gate.Tenant.Value)),
            Column.Of(gates.ConvertAll(gate => gate.Workflow.Value)),
            Column.Of(gates.ConvertAll(gate => gate.Version)),
            Column.Of(gates.ConvertAll(gate => gate.State)),
        },
    };

    private static NpgsqlBatchCommand StartKeys(List<StartKey> keys) => new(
        "INSERT INTO start_keys (tenant, workflow, hash, run) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(keys.ConvertAll(key => key.Tenant.Value)),
            Column.Of(keys.ConvertAll(key => key.Workflow.Value)),
            Column.Of(keys.ConvertAll(key => key.Hash)),
            Column.Of(keys.ConvertAll(key => key.Run.Value)),
        },
    };

    private static NpgsqlBatchCommand Insert(List<HeldDelivery> held) => new(
        $"""
        INSERT INTO held_deliveries ({Columns})
        SELECT tenant, id, workflow, origin, type, status, revision, reason, message, attempts, due_ms, held_ms, updated_ms, run, correlation,
            nullif(convert_from(input, 'UTF8'), '')
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS m ({Columns})
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(held.ConvertAll(item => item.Tenant.Value)),
            Column.Of(held.ConvertAll(item => item.Id)),
            Column.Of(held.ConvertAll(item => item.Workflow.Value)),
            Column.Of(held.ConvertAll(item => (short)item.Origin)),
            Column.Of(held.ConvertAll(item => item.Type?.Value)),
            Column.Of(held.ConvertAll(item => (short)item.Status)),
            Column.Of(held.ConvertAll(item => item.Revision)),
            Column.Of(held.ConvertAll(item => item.Reason)),
            Column.Of(held.ConvertAll(item => item.Message)),
            Column.Of(held.ConvertAll(item => item.Attempts)),
            Column.Of(held.ConvertAll(item => item.Due?.ToUnixTimeMilliseconds())),
            Column.Of(held.ConvertAll(item => item.HeldAt.ToUnixTimeMilliseconds())),
            Column.Of(held.ConvertAll(item => item.UpdatedAt.ToUnixTimeMilliseconds())),
            Column.Of(held.ConvertAll(item => item.Run?.Value)),
            Column.Of(held.ConvertAll(item => item.CorrelationId)),
            Column.Of(held.ConvertAll(item => item.Input)),
        },
    };

    private static NpgsqlBatchCommand Update(List<HeldDelivery> held) => new(
        """
        UPDATE held_deliveries h SET status = m.status, revision = m.revision, reason = m.reason, message = m.message, attempts = m.attempts,
            due_ms = m.due_ms, updated_ms = m.updated_ms, run = m.run
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS m (tenant, id, workflow, status, revision, reason, message, attempts, due_ms, updated_ms, run)
        WHERE h.tenant = m.tenant AND h.id = m.id AND h.workflow = m.workflow AND h.revision = m.revision - 1
        """)
    {
        Parameters =
        {
            Column.Of(held.ConvertAll(item => item.Tenant.Value)),
            Column.Of(held.ConvertAll(item => item.Id)),
            Column.Of(held.ConvertAll(item => item.Workflow.Value)),
            Column.Of(held.ConvertAll(item => (short)item.Status)),
            Column.Of(held.ConvertAll(item => item.Revision)),
            Column.Of(held.ConvertAll(item => item.Reason)),
            Column.Of(held.ConvertAll(item => item.Message)),
            Column.Of(held.ConvertAll(item => item.Attempts)),
            Column.Of(held.ConvertAll(item => item.Due?.ToUnixTimeMilliseconds())),
            Column.Of(held.ConvertAll(item => item.UpdatedAt.ToUnixTimeMilliseconds())),
            Column.Of(held.ConvertAll(item => item.Run?.Value)),
        },
    };
}
