using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>Schedules that start runs.</summary>
internal sealed partial class CommitApplier
{
    private CommitOutcome? ApplySchedules(Commit commit)
    {
        foreach (var move in commit.ScheduleMoves)
        {
            if (MoveSchedule(move) == 0) return new CommitOutcome.Conflict($"schedule {move.Schedule} is not due at {move.Expected:u} any more");
        }

        return null;
    }

    private int MoveSchedule(ScheduleMove move) =>
        statements.MoveSchedule
            .Bind(move.Next?.ToUnixTimeMilliseconds())
            .Bind((long)(move.Next is null ? ScheduleStatus.Completed : ScheduleStatus.Active))
            .Bind(move.Run?.Value)
            .Bind(move.Error)
            .Bind(move.Skip)
            .Bind(move.Schedule)
            .Bind(move.Tenant.Value)
            .Bind(move.Revision)
            .Bind(move.Expected.ToUnixTimeMilliseconds())
            .Run();
}
