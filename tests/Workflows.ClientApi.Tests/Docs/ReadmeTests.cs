namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Holds the tours of the documents to what the server really answers.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Tour_Answers_WhatTheReadmeShows() =>
        (await DocumentTour.RunAsync("README.md", showsParts: false)).ShouldBeGreaterThan(7);

    [Fact]
    public async Task CatalogTutorial_Answers_WhatItShows() =>
        (await DocumentTour.RunAsync("docs/tutorial-catalog.md", showsParts: true)).ShouldBeGreaterThan(12);
}
