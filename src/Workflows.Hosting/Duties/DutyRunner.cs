using Microsoft.Extensions.Hosting;

namespace Workflows.Hosting.Duties;

/// <summary>Has the duties for as long as the process runs: the embedded host is the only process.</summary>
/// <param name="duties">The duties.</param>
internal sealed class DutyRunner(IEnumerable<IDuty> duties) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var duty in duties) duty.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(duties.Select(duty => duty.StopAsync())).WaitAsync(cancellationToken);
}
