using System.Net;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Auth;

public sealed class CredentialTests(Gateway gateway)
{
    [Theory]
    [InlineData("wfk_unknown")]
    [InlineData("something else")]
    [InlineData("a.b.c")]
    public async Task UnknownCredential_IsRefused(string credential) =>
        (await gateway.With(credential).GetAsync("/v1/events")).Problem(401, "UNAUTHORIZED");

    [Fact]
    public async Task Key_InTheOtherHeader_IsTaken()
    {
        var key = await gateway.NewKeyAsync(await gateway.TenantAsync(), "viewer");

        (await gateway.WithHeader("X-Api-Key", key).GetAsync("/v1/events")).Ok();
    }

    [Fact]
    public async Task ExpiredKey_IsRefused()
    {
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var key = await gateway.NewKeyAsync(await gateway.TenantAsync(), "admin", past);

        (await gateway.With(key).GetAsync("/v1/events")).Problem(401, "UNAUTHORIZED");
    }

    [Theory]
    [InlineData("viewer", "GET", "/v1/events", true)]
    [InlineData("viewer", "POST", "/v1/events", false)]
    [InlineData("operator", "POST", "/v1/events", true)]
    [InlineData("operator", "POST", "/v1/workflows", false)]
    [InlineData("editor", "POST", "/v1/workflows", true)]
    [InlineData("editor", "POST", "/v1/workflows/any/publish", false)]
    [InlineData("publisher", "POST", "/v1/workflows/any/publish", true)]
    [InlineData("publisher", "GET", "/v1/keys", false)]
    [InlineData("publisher", "GET", "/v1/audit", false)]
    [InlineData("admin", "GET", "/v1/keys", true)]
    [InlineData("admin", "GET", "/v1/audit", true)]
    public async Task Role_MayDoWhatItsPermissionsSay(string role, string method, string address, bool allowed)
    {
        var api = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), role));

        var answer = await api.SendAsync(new HttpMethod(method), address, method == "POST" ? "{}" : null);

        if (allowed) answer.Status.ShouldNotBe(HttpStatusCode.Forbidden);
        else answer.Problem(403, "FORBIDDEN");
    }

    [Fact]
    public void KeyHash_IsNotTheKey() => ApiKeyText.Hash("wfk_a").ShouldNotContain("wfk_a");
}
