using System.Globalization;
using Workflows.Abstractions.Ids;
using Workflows.Hosting;
using Workflows.Hosting.Ingest;

namespace Workflows.ClientApi.Events;

/// <summary>Hands the good items of a request to ingest and puts the answers back in the order of the request.</summary>
internal static class Submission
{
    /// <summary>One result an item, in order.</summary>
    public static async Task<IReadOnlyList<IngestResult>> SubmitAsync(
        IIngest ingest, TenantId tenant, EnvelopeBatch batch, bool waitProcessed, CancellationToken cancellationToken)
    {
        var good = new List<EventSubmission>(batch.Items.Count);
        foreach (var item in batch.Items)
            if (item.Event is { } submission) good.Add(submission);
        var results = good.Count == 0 ? [] : await ingest.SubmitAsync(tenant, good, waitProcessed, cancellationToken);
        return batch.IsSingle && good.Count == 1 ? results : Weave(batch, results);
    }

    private static List<IngestResult> Weave(EnvelopeBatch batch, IReadOnlyList<IngestResult> results)
    {
        var all = new List<IngestResult>(batch.Items.Count);
        var next = 0;
        foreach (var item in batch.Items)
        {
            all.Add(item.Problem is { } refused
                ? new IngestResult(item.Id, IngestStatus.Rejected, Problem: refused)
                : At(results[next++], all.Count));
        }

        return all;
    }

    // Ingest sees one event at a time; its pointers begin at the event, those of the answer at the body.
    private static IngestResult At(IngestResult result, int index) =>
        result.Problem is { } problem
            ? result with { Problem = At(problem, string.Create(CultureInfo.InvariantCulture, $"/{index}")) }
            : result;

    private static Problem At(Problem problem, string place) => problem with
    {
        Pointer = place + problem.Pointer,
        Issues = problem.Issues?.Select(issue => issue with { Pointer = place + issue.Pointer }).ToArray(),
    };
}
