using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Takes the pictures of the README and the docs, of the real server with the data of <see cref="Demo"/>: <c>./dev ui pictures</c>.</summary>
public sealed class Pictures(Browser browser)
{
    private const int Width = 1280;
    private const int Height = 800;

    [Fact(Explicit = true)]
    public async Task Pictures_AreTaken()
    {
        await using var first = await browser.VisitAsync("/runs", width: Width);
        await Demo.PlayAsync(browser.Api);
        await Expect(first.Page.GetByRole(AriaRole.Group, new() { Name = "Status" })).ToContainTextAsync($"Waiting {Demo.Waiting} now", new() { Timeout = 60_000 });
        await Expect(first.Page.GetByRole(AriaRole.Group, new() { Name = "Status" })).ToContainTextAsync("Running 0 now");
        var (waiting, task) = (await FirstAsync("/v1/runs?workflow=order-fulfilment&status=WAITING&search=ORD-1084"), await FirstAsync("/v1/tasks"));

        await TakeAsync("catalog", "/catalog?event=shop.order.placed", ColorScheme.Light, page => Expect(page.GetByText("Published v1")).ToBeVisibleAsync());
        await TakeAsync("workflow", "/workflows/order-fulfilment", ColorScheme.Light, page => Expect(page.GetByText("Approve the order")).ToBeVisibleAsync());
        await TakeAsync("runs", "/runs", ColorScheme.Light, page => Expect(page.GetByText("order-fulfilment").First).ToBeVisibleAsync());
        await TakeAsync("run", $"/runs/{waiting}?step=totals", ColorScheme.Dark, page => Expect(page.GetByText("What it changed")).ToBeVisibleAsync());
        await TakeAsync("task", $"/tasks?task={task}", ColorScheme.Light, page => Expect(page.GetByLabel("Remark")).ToBeVisibleAsync());
        await TakeAsync("impact", "/schemas/payload.ShopOrderPlaced.v1?tab=impact", ColorScheme.Light, AskAsync);
    }

    private static async Task AskAsync(IPage page)
    {
        await page.FillEditorAsync(page.Locator("#main"), Demo.ChangedOrder);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the impact" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "order-fulfilment" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.GetByRole(AriaRole.Heading).First.ClickAsync();
    }

    private async Task TakeAsync(string name, string address, ColorScheme scheme, Func<IPage, Task> settle)
    {
        await using var visit = await browser.VisitAsync(address, scheme, Width);
        await visit.Page.SetViewportSizeAsync(Width, Height);
        await settle(visit.Page);
        await Expect(visit.Page.Locator("[aria-label='Loading'], .mantine-Skeleton-root")).ToHaveCountAsync(0);
        await visit.Page.WaitForFunctionAsync("document.fonts.status === 'loaded' && document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)");
        await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder(), $"{name}.png"), Caret = ScreenshotCaret.Hide });
    }

    private async Task<string> FirstAsync(string path) =>
        (await browser.Api.GetJsonAsync(path)).GetProperty("items")[0].GetProperty("id").GetString()!;

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../docs/pictures"));
}

/// <summary>A shop with some weeks of orders behind it.</summary>
internal static class Demo
{
    /// <summary>How many runs wait when everything has been played: for the carrier, or for somebody to approve.</summary>
    public const int Waiting = 24;

    private const int Orders = 72;

    private static readonly string[] Skus = ["LAMP-7", "DESK-120", "CHAIR-3", "SHELF-40", "CABLE-2M"];
    private static readonly string[] People = ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Katherine Johnson", "Edsger Dijkstra"];

    /// <summary>The schema of orders without prices, and with a customer's number.</summary>
    public static string ChangedOrder { get; } = """
        {
          "type": "object",
          "required": ["orderId", "customer", "lines"],
          "properties": {
            "orderId": { "type": "string" },
            "customer": {
              "type": "object",
              "required": ["name", "number"],
              "properties": { "name": { "type": "string" }, "number": { "type": "string" } }
            },
            "lines": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["sku", "quantity"],
                "properties": { "sku": { "type": "string" }, "quantity": { "type": "integer" } },
                "additionalProperties": false
              }
            }
          }
        }
        """;

    /// <summary>Defines the events, publishes the workflows, and plays the orders.</summary>
    public static async Task PlayAsync(HttpClient api)
    {
        foreach (var definition in System.Text.Json.JsonDocument.Parse(Read("events.json")).RootElement.EnumerateArray())
            await api.SendJsonAsync("/v1/event-types", definition.GetRawText());
        await api.PublishAsync("capture-payment", Read("capture-payment.json"));
        await api.PublishAsync("order-fulfilment", Read("order-fulfilment.json"));
        for (var number = 0; number < 12; number++)
            await api.PublishEventAsync("INVOICE_OVERDUE", Invoice(number));
        for (var number = 0; number < Orders; number++)
        {
            await api.PublishEventAsync("shop.order.placed", Order(number), Key(number));
            if (number % 17 == 15)
                await api.SendJsonAsync(
                    "/v1/workflows/capture-payment/runs",
                    $$"""{"payload":{"amount":{{120 + number}},"url":"https://payments.example.com/charges"},"correlationId":"{{Key(number)}}"}""");
        }

        foreach (var number in Enumerable.Range(0, Orders).Where(number => number % 4 != 2 && !IsLarge(number)))
            await api.PublishEventAsync(
                "shop.parcel.delivered", $$"""{"orderId":"{{Key(number)}}","deliveredAt":"2026-02-14T09:30:00Z","signedBy":"{{People[number % 5]}}"}""", Key(number));
    }

    private static bool IsLarge(int number) => number % 12 == 0;

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"ORD-{1042 + number}");

    private static string Order(int number)
    {
        var (person, sku) = (People[number % 5], Skus[number * 3 % 5]);
        var desks = IsLarge(number) ? """,{"sku":"DESK-120","quantity":4,"price":480}""" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"orderId":"{{Key(number)}}","customer":{"name":"{{person}}","email":"customer@example.com","tier":"{{(number % 3 == 0 ? "gold" : "standard")}}"},"lines":[{"sku":"{{sku}}","quantity":{{1 + number % 3}},"price":{{39 + number % 7 * 20}}},{"sku":"CABLE-2M","quantity":2,"price":4.5}{{desks}}]}""");
    }

    private static string Invoice(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"invoiceId":"88ab3856-e8ec-4254-a27c-8{{number:D11}}","dueDate":"2026-01-31","amountDue":"{{200 + number * 911}}.50","currency":"EUR","daysOverdue":{{7 + number * 3}}}""");

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", name));
}
