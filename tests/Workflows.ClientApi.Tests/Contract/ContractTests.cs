using Microsoft.Extensions.DependencyInjection;
using Workflows.ClientApi.Startup;
using Workflows.ClientApi.Tests.Docs;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Contract;

/// <summary>What the OpenAPI document says is what the server does: one tour through every operation.</summary>
public sealed class ContractTests
{
    private static readonly string Book = Path.Combine(Repository.Root, "client-api/OpenApi/answers.json");

    /// <summary>Operations that this tour cannot call, with the reason.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["GetCluster"] = "there is no cluster in one process; see ClusterTests",
    };

    [Fact]
    public async Task EveryOperation_AnswersWhatTheDocumentSays_AndHasAnExample()
    {
        using var folder = new TempFolder();
        await using var gateway = new Gateway(folder, ("samples", "false"));
        var api = gateway.With(gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull());
        var document = await ContractDocument.ReadAsync(api);
        var tour = new ContractTour(api, document);

        await tour.RunAsync();

        if (Environment.GetEnvironmentVariable("WORKFLOWS_UPDATE") == "1") await AnswerBook.WriteAsync(Book, tour.Answers);
        var complaints = new List<string>();
        foreach (var (id, _, _, operation) in document.Operations)
        {
            if (Elsewhere.ContainsKey(id)) continue;
            var answers = ContractDocument.AnswersOf(operation).ToList();
            if (answers.Count == 0 && operation["responses"]!["204"] is null) continue;
            if (!tour.Answers.Keys.Any(key => key.Operation == id)) complaints.Add($"{id} was not called");
            foreach (var (status, content) in answers)
                if (content["example"] is null && tour.Answers.ContainsKey((id, status))) complaints.Add($"{id} has no example of a {status}");
        }

        foreach (var ((id, status), answer) in tour.Answers)
            if (!answer.Body.IsMissing)
                complaints.AddRange(document.Violations(id, status, answer.Body).Select(error => $"{id} {status}: {error}"));
        complaints.ShouldBeEmpty(string.Join("\n", complaints));
    }
}
