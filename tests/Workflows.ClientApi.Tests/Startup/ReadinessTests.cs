using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class ReadinessTests
{
    /// <summary>The server listens before it has published its samples.</summary>
    [Fact]
    public async Task Server_IsReady_WhenItHasStarted_AndNotBefore()
    {
        using var folder = new TempFolder();
        var look = new EarlyLook();
        await using var gateway = new Gateway(folder, services => services.AddSingleton<IHostedService>(provider => look.At(provider)), ("samples", "false"));

        (await gateway.Anonymous().GetAsync("/health/ready")).Ok();

        look.Answer!.Problem(503, "NOT_READY");
    }

    /// <summary>Asks while the server starts.</summary>
    private sealed class EarlyLook : IHostedLifecycleService
    {
        private IServiceProvider? services;

        public Answer? Answer { get; private set; }

        public EarlyLook At(IServiceProvider provider)
        {
            services = provider;
            return this;
        }

        public async Task StartedAsync(CancellationToken cancellationToken) =>
            Answer = await new Api(((TestServer)services!.GetRequiredService<IServer>()).CreateClient()).GetAsync("/health/ready");

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
