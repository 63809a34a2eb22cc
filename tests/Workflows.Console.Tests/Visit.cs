using Microsoft.Playwright;

namespace Workflows.Console.Tests;

/// <summary>A page that somebody looks at, and what went wrong in it unseen.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> faults = [];
    private readonly List<string> strangers = [];

    internal Visit(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        page.PageError += (_, error) => faults.Add(error);
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" && !address.IsLoopback) strangers.Add(request.Url);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Leaves the page. A script that failed, or a request to another machine, fails the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        faults.ShouldBeEmpty();
        strangers.ShouldBeEmpty();
    }
}
