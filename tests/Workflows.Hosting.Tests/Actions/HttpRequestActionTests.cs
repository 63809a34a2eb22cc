using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Actions;
using HttpRequestOptions = Workflows.Hosting.Actions.HttpRequestOptions;

namespace Workflows.Hosting.Tests.Actions;

/// <summary>
/// Calls over real sockets. In these tests 127.0.0.1 stands for a public address and 127.0.0.2 for a private one, so that nothing leaves
/// the machine.
/// </summary>
public sealed class HttpRequestActionTests : IAsyncLifetime
{
    private readonly List<string> requests = [];
    private readonly Dictionary<string, string[]> names = new() { ["public.test"] = ["127.0.0.1"], ["inside.test"] = ["127.0.0.2"] };
    private readonly HttpRequestOptions options = new() { AllowedHosts = { "*" } };
    private WebApplication app = null!;
    private RequestDelegate answer = _ => Task.CompletedTask;
    private int port;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            requests.Add($"{context.Request.Method} {context.Request.Host.Host} auth={context.Request.Headers.Authorization} body={await reader.ReadToEndAsync()}");
            await answer(context);
        });
        await app.StartAsync();
        port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Call_GoesToTheAddressThatWasChecked_AndTheNameIsAskedOnce()
    {
        var asked = 0;
        using var action = Action((_, _) => Task.FromResult<IPAddress[]>(++asked == 1 ? [Inside, Public] : [Inside]));

        var result = await CallAsync(action, "public.test");

        result.Output["status"].GetDouble().ShouldBe(200);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Name_ThatLeadsInside_IsRefused()
    {
        using var action = Action();

        (await CallAsync(action, "inside.test")).Failure!.Code.ShouldBe("ADDRESS_REFUSED");
        requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    public async Task PrivateAddress_IsRefused_HoweverItIsWritten(string host)
    {
        using var action = new HttpRequestAction(options, new AddressGuard(options));

        (await CallAsync(action, host)).Failure!.Code.ShouldBe("ADDRESS_REFUSED");
        requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.0.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("2002:a00:1::", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("100.128.0.1", false)]
    [InlineData("93.184.216.34", false)]
    [InlineData("::ffff:93.184.216.34", false)]
    [InlineData("2606:2800:220:1::1", false)]
    public void Address_IsPrivateOrNot(string address, bool isPrivate) => AddressGuard.IsPrivate(IPAddress.Parse(address)).ShouldBe(isPrivate);

    [Fact]
    public async Task Redirect_ToAPrivateAddress_IsRefused()
    {
        using var action = Action();
        answer = context => RedirectAsync(context, $"http://inside.test:{port}/");

        (await CallAsync(action, "public.test")).Failure!.Code.ShouldBe("ADDRESS_REFUSED");
        requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("http://other.test/")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirect_ToWhatMayNotBeCalled_IsRefused(string location)
    {
        options.AllowedHosts.Clear();
        options.AllowedHosts.Add("public.test");
        using var action = Action();
        answer = context => RedirectAsync(context, location);

        (await CallAsync(action, "public.test")).Failure!.Code.ShouldBe("ADDRESS_REFUSED");
        requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_DoesNotTakeHeadersAlong_NorABody()
    {
        names["else.test"] = ["127.0.0.1"];
        using var action = Action();

        answer = context => context.Request.Host.Host == "public.test" ? RedirectAsync(context, $"http://else.test:{port}/") : Task.CompletedTask;
        (await CallAsync(action, "public.test")).Failure.ShouldBeNull();
        requests.ShouldBe(["""POST public.test auth=Bearer s3cret body={"a":1}""", "GET else.test auth= body="]);

        answer = context => RedirectAsync(context, $"http://else.test:{port}/", 307);
        (await CallAsync(action, "public.test")).Failure!.Code.ShouldBe("REDIRECT_REFUSED");
        requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Redirect_WithinTheHost_IsTheSameCallAgain_SoManyTimes()
    {
        using var action = Action();
        options.MaxRedirects = 2;
        answer = context => RedirectAsync(context, "/again", 307);

        (await CallAsync(action, "public.test")).Failure!.Code.ShouldBe("TOO_MANY_REDIRECTS");
        requests.ShouldBe(Enumerable.Repeat("""POST public.test auth=Bearer s3cret body={"a":1}""", 3));
    }

    [Fact]
    public async Task AnswerPastTheLimit_IsNotRead()
    {
        options.MaxResponseBytes = 1_000;
        using var action = Action();
        answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
        };

        (await CallAsync(action, "public.test")).Failure!.Code.ShouldBe("RESPONSE_TOO_LARGE");
    }

    [Fact]
    public async Task Cancellation_EndsACallThatIsNotAnswered()
    {
        using var action = Action();
        using var timeout = new CancellationTokenSource();
        answer = async context =>
        {
            await timeout.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        await Should.ThrowAsync<OperationCanceledException>(() => CallAsync(action, "public.test", timeout.Token));
    }

    private static IPAddress Public { get; } = IPAddress.Parse("127.0.0.1");

    private static IPAddress Inside { get; } = IPAddress.Parse("127.0.0.2");

    private HttpRequestAction Action(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new(
        options, new AddressGuard(
            options, resolve ?? ((name, _) => Task.FromResult<IPAddress[]>([.. names[name].Select(IPAddress.Parse)])), address => address.Equals(Inside)));

    private Task<ActionResult> CallAsync(HttpRequestAction action, string host, CancellationToken cancellationToken = default) =>
        action.InvokeAsync(
            JsonValue.Parse($$"""{"url":"http://{{host}}:{{port}}/","headers":{"Authorization":"Bearer s3cret"},"body":{"a":1} }"""),
            new ActionContext(new TenantId(1), new RunId(Guid.NewGuid()), "call", 1, "key-1", DateTimeOffset.UnixEpoch), cancellationToken).AsTask();

    private static Task RedirectAsync(HttpContext context, string location, int status = 302)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
