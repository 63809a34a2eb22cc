using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;

namespace Workflows.Hosting.Runs;

/// <summary>Tells who has to know of what a slice committed. What is lost with the process is found by recovery.</summary>
internal static class CommitFollowUp
{
    /// <summary>Tells timers of waits that are due some time, and begins the child runs, or has them wait for their turn.</summary>
    public static void Send(IEntityRouter router, Commit commit)
    {
        foreach (var wait in commit.NewWaits)
            if (wait.Due is not null)
                router.Timer(wait);
        foreach (var link in commit.NewLinks)
            if (!commit.Held.Exists(held => held.Id == link.Run.Value))
                router.Run(link.Tenant, link.Run, new RunMessage.Recover());
        foreach (var held in commit.Held)
            if (held.Origin == RunOrigin.Parent)
                router.Workflow(held.Tenant, held.Workflow, WorkflowMessage.Poke.Instance);
    }
}
