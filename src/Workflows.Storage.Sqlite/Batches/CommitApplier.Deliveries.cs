using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Held deliveries, gates and idempotency keys.</summary>
internal sealed partial class CommitApplier
{
    private CommitOutcome? ApplyDeliveries(Commit commit)
    {
        foreach (var gate in commit.Gates)
        {
            var statement = gate.Version == 1 ? statements.InsertGate : statements.MoveGate;
            var moved = statement.Bind(gate.Tenant.Value).Bind(gate.Workflow.Value).Bind(gate.Version).BindText(gate.State).Run();
            if (moved == 0) return new CommitOutcome.Conflict($"the gate of workflow {gate.Workflow.Value} was moved");
        }

        foreach (var key in commit.StartKeys)
        {
            if (statements.InsertStartKey.Bind(key.Tenant.Value).Bind(key.Workflow.Value).Bind(key.Hash).Bind(key.Run.Value).Run() == 0)
                return new CommitOutcome.Conflict("an idempotency key is known");
        }

        foreach (var held in commit.Held)
        {
            if (InsertHeld(held) == 0) return new CommitOutcome.Conflict($"delivery {held.Id} is held already");
        }

        foreach (var held in commit.HeldUpdates)
        {
            if (UpdateHeld(held) == 0) return new CommitOutcome.Conflict($"held delivery {held.Id} is not at revision {held.Revision - 1}");
        }

        return null;
    }

    private int InsertHeld(HeldDelivery held) =>
        statements.InsertHeld
            .Bind(held.Tenant.Value)
            .Bind(held.Id)
            .Bind(held.Workflow.Value)
            .Bind((long)held.Origin)
            .Bind((long?)held.Type?.Value)
            .Bind((long)held.Status)
            .Bind(held.Revision)
            .Bind(held.Reason)
            .Bind(held.Message)
            .Bind(held.Attempts)
            .Bind(held.Due?.ToUnixTimeMilliseconds())
            .Bind(held.HeldAt.ToUnixTimeMilliseconds())
            .Bind(held.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(held.Run?.Value)
            .Bind(held.CorrelationId)
            .BindTextOrNull(held.Input)
            .Run();

    private int UpdateHeld(HeldDelivery held) =>
        statements.UpdateHeld
            .Bind((long)held.Status)
            .Bind(held.Revision)
            .Bind(held.Reason)
            .Bind(held.Message)
            .Bind(held.Attempts)
            .Bind(held.Due?.ToUnixTimeMilliseconds())
            .Bind(held.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(held.Run?.Value)
            .Bind(held.Tenant.Value)
            .Bind(held.Id)
            .Bind(held.Workflow.Value)
            .Bind(held.Revision - 1)
            .Run();
}
