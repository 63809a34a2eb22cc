using Workflows.Abstractions.Storage;
using Workflows.Hosting.Entities;

namespace Workflows.Hosting.Runs;

/// <summary>Tells who has to know of what a slice committed. What is lost with the process is found by recovery.</summary>
internal static class CommitFollowUp
{
    /// <summary>Tells timers of waits that are due some time, and begins the child runs.</summary>
    public static void Send(IEntityRouter router, Commit commit)
    {
        foreach (var wait in commit.NewWaits)
            if (wait.Due is not null)
                router.Timer(wait);
        foreach (var link in commit.NewLinks) router.Run(link.Tenant, link.Run, new RunMessage.Recover());
    }
}
