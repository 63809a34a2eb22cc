using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Abstractions.Runs;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task Secret_GoesIntoTheHeaderOfTheCall_AndIsMaskedWhereverTheAnswerTellsIt()
    {
        var received = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context =>
        {
            received = context.Request.Headers.Authorization.ToString();
            context.Response.Headers["X-Echo"] = received;
            return context.Response.WriteAsync($"You sent {received}.");
        });
        await server.StartAsync();
        var url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        (await engine.Secrets.CreateAsync(engine.Caller, "CRM_TOKEN", "s3cr3t-of-the-crm", null, default)).IsOk.ShouldBeTrue();
        await engine.PublishAsync("call", $$"""
            {"name":"Call","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"call","type":"action.call","config":{"actionId":"http.request","version":1,"saveAs":"result","inputMapping":{
                "url":"{{url}}/","headers":{"Authorization":{"$secret":"CRM_TOKEN"} } } } }]}
            """);

        var done = await engine.RunAsync(await StartByEventAsync("o1"), RunStatus.Succeeded);

        received.ShouldBe("s3cr3t-of-the-crm");
        var shown = string.Concat(done.Steps) + done.Envelope;
        shown.ShouldContain("You sent [REDACTED].");
        shown.ShouldNotContain("s3cr3t-of-the-crm");
        var stored = (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, done.Run.Id, default))!;
        System.Text.Encoding.UTF8.GetString(stored.State.Span).ShouldNotContain("s3cr3t-of-the-crm");
    }

    [Fact]
    public async Task Secret_ThatIsMissingAtTheCall_FailsTheStep()
    {
        (await engine.Secrets.CreateAsync(engine.Caller, "CRM_TOKEN", "s3cr3t-of-the-crm", null, default)).IsOk.ShouldBeTrue();
        await engine.PublishAsync("call", """
            {"name":"Call","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
              {"id":"call","type":"action.call","retry":{"maxAttempts":1,"backoffMs":0},"config":{"actionId":"http.request","version":1,"inputMapping":{
                "url":"http://127.0.0.1:9/","headers":{"Authorization":{"$secret":"CRM_TOKEN"}}}}}]}
            """);
        (await engine.Secrets.DeleteAsync(engine.Caller, "CRM_TOKEN", force: true, default)).Problem.ShouldBeNull();

        var done = await engine.RunAsync(await StartByEventAsync("o1"), RunStatus.Failed);

        done.Run.ErrorCode.ShouldBe("SECRET_NOT_FOUND");
        done.Error["message"].GetString().ShouldContain("CRM_TOKEN");
    }
}
