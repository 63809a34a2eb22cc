using Microsoft.Playwright;
using Workflows.Console.Tests;
using Workflows.Testing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Workflows.Console.Tests;

/// <summary>The real server with its console and a real browser. Where one of them cannot be had, tests report themselves skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly TempFolder folder = new();
    private GatewayProcess? gateway;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private Lazy<Task<IReadOnlyDictionary<string, string>>>? specimens;
    private string? reasonToSkip;

    /// <summary>Speaks to the server as its development key.</summary>
    public HttpClient Api => gateway!.Client;

    /// <summary>The development key.</summary>
    public string Key => Api.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>A key of who operates the system as a whole.</summary>
    public string SystemKey { get; } = $"wfk_{new string('s', 40)}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var executable = Environment.GetEnvironmentVariable("WORKFLOWS_TEST_CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(executable)) reasonToSkip = "Chromium was not found (apt-get install chromium, or name it with WORKFLOWS_TEST_CHROMIUM).";
        else if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "console/index.html")))
            reasonToSkip = "The console was not built, because Node.js 20 was not found.";
        if (reasonToSkip is not null) return;
        gateway = await GatewayProcess.StartAsync(folder.Path, null, "--system-key", SystemKey, "--Workflows:engine:waitLimit", "00:01:00");
        specimens = new Lazy<Task<IReadOnlyDictionary<string, string>>>(() => Specimens.MakeAsync(Api));
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Switches });
    }

    /// <summary>An address with the ids of the specimens in it, which are made when the first page asks for one.</summary>
    public async Task<string> NameAsync(string address)
    {
        if (reasonToSkip is { } reason) Assert.Skip(reason);
        if (!address.Contains('{')) return address;
        return (await specimens!.Value).Aggregate(address, (named, specimen) => named.Replace(specimen.Key, specimen.Value, StringComparison.Ordinal));
    }

    /// <summary>A page in a browser profile of its own, signed in with the development key or another one.</summary>
    public async Task<Visit> VisitAsync(
        string address, ColorScheme scheme = ColorScheme.Light, int width = 1440, bool signedIn = true, string? key = null)
    {
        if (reasonToSkip is { } reason) Assert.Skip(reason);
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Api.BaseAddress!.ToString(), ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        if (signedIn) await context.AddInitScriptAsync($"localStorage.setItem('workflows.key', '{key ?? Key}')");
        var visit = new Visit(await context.NewPageAsync());
        await visit.Page.GotoAsync(address);
        return visit;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (gateway is not null) await gateway.DisposeAsync();
        folder.Dispose();
    }
}
