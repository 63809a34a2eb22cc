using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Tests;
using Workflows.Hosting;
using Workflows.Testing;

[assembly: AssemblyFixture(typeof(Gateway))]

namespace Workflows.ClientApi.Tests;

/// <summary>The real server on the real engine and SQLite in a temporary folder. Tests share it and take a tenant each.</summary>
public sealed class Gateway : IAsyncDisposable
{
    private readonly ServerFactory factory;
    private readonly TempFolder? owned;
    private int tenants;

    public Gateway()
        : this(new TempFolder(), ("samples", "false")) => owned = Folder;

    internal Gateway(TempFolder folder, params (string Name, string Value)[] settings)
        : this(folder, null, settings)
    {
    }

    internal Gateway(TempFolder folder, Action<IServiceCollection>? configure, params (string Name, string Value)[] settings) =>
        (Folder, factory) = (folder, new ServerFactory(folder.Path, configure, settings));

    public TempFolder Folder { get; }

    public IServiceProvider Services => factory.Services;

    public IStore Store => Services.GetRequiredService<IStore>();

    /// <summary>A client without any credential.</summary>
    public Api Anonymous() => new(factory.CreateClient());

    /// <summary>A client with a credential.</summary>
    public Api With(string credential) => WithHeader("Authorization", $"Bearer {credential}");

    /// <summary>A client with a header.</summary>
    public Api WithHeader(string name, string value) => WithHeaders((name, value));

    /// <summary>A client with headers.</summary>
    public Api WithHeaders(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var client = factory.CreateClient();
        foreach (var (name, value) in headers) client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return new Api(client);
    }

    /// <summary>A bare client.</summary>
    public HttpClient Client() => factory.CreateClient();

    /// <summary>The administrator of a new tenant.</summary>
    public async Task<Api> NewTenantAsync() => With(await NewKeyAsync(await TenantAsync(), Roles.Admin));

    /// <summary>The owner of new keys.</summary>
    public async Task<TenantId> TenantAsync()
    {
        var key = $"tenant-{Interlocked.Increment(ref tenants)}-{Services.GetRequiredService<IdSource>().Next():N}";
        return (await Store.Tenants.GetOrAddAsync(key, TimeProvider.System.GetUtcNow(), CancellationToken.None)).Id;
    }

    /// <summary>A new key of a tenant.</summary>
    public async Task<string> NewKeyAsync(TenantId tenant, string roles, DateTimeOffset? expiresAt = null)
    {
        var key = ApiKeyText.Create();
        var now = TimeProvider.System.GetUtcNow();
        var record = new ApiKeyRecord(ApiKeyText.Hash(key), tenant, $"test-{key[^8..]}", roles, now, expiresAt, null);
        var audit = new AuditRecord(Services.GetRequiredService<IdSource>().Next(), tenant, "test", "key.create", "key:test", "{}"u8.ToArray());
        await Store.Tenants.AddApiKeyAsync(record, audit, CancellationToken.None);
        return key;
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        owned?.Dispose();
    }

    private sealed class ServerFactory(string folder, Action<IServiceCollection>? configure, (string Name, string Value)[] settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("data", folder);
            // A machine that is busy with something else is not what the tests are about.
            builder.ConfigureTestServices(services => services.Configure<WorkflowsOptions>(options => options.WaitLimit = TimeSpan.FromMinutes(1)));
            if (configure is not null) builder.ConfigureTestServices(configure);
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
        }
    }
}
