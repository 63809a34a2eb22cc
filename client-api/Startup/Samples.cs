using System.Reflection;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Startup;

/// <summary>The sample workflows (samples/workflows), which an empty tenant gets.</summary>
internal sealed partial class Samples(IWorkflowService workflows, ILogger<Samples> log)
{
    private const string Prefix = "samples/";

    /// <summary>Makes and publishes the samples when the tenant has no workflow at all: a deleted sample does not come back.</summary>
    public async Task SeedAsync(Caller caller, CancellationToken cancellationToken)
    {
        if ((await workflows.ListAsync(caller.Tenant, null, 1, cancellationToken)).Count > 0) return;
        foreach (var (key, definition) in Read())
        {
            var created = await workflows.CreateAsync(caller, key, definition, cancellationToken);
            if (!created.IsOk) throw new InvalidOperationException($"The sample {key} was refused: {created.Problem.Message}");
            var published = await workflows.PublishAsync(caller, key, created.Value.Revision, cancellationToken);
            if (!published.IsOk) throw new InvalidOperationException($"The sample {key} was not published: {published.Problem.Message}");
            if (published.Value.Version is null)
                LogBlocked(log, key, string.Join("; ", published.Value.Findings.Select(finding => finding.Message)));
        }
    }

    /// <summary>The keys and definitions of the samples.</summary>
    public static IEnumerable<(string Key, JsonValue Definition)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var text = new byte[stream.Length];
            stream.ReadExactly(text);
            yield return (Path.GetFileNameWithoutExtension(name), JsonValue.Parse(text));
        }
    }

    [LoggerMessage(3102, LogLevel.Error, "The sample {Key} cannot be published: {Findings}")]
    private static partial void LogBlocked(ILogger log, string key, string findings);
}
