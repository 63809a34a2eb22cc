using System.Net;

namespace Workflows.ClientApi.Tests.Keys;

public sealed class KeyTests(Gateway gateway)
{
    [Fact]
    public async Task Key_Works_UntilItIsRevoked()
    {
        var api = await gateway.NewTenantAsync();

        var created = (await api.PostAsync("/v1/keys", """{"name":"reader","roles":["viewer"]}""")).Ok(HttpStatusCode.Created);
        var reader = gateway.With(created["key"].GetString());
        (await reader.GetAsync("/v1/events")).Ok();
        (await api.DeleteAsync("/v1/keys/reader")).Ok(HttpStatusCode.NoContent);

        (await reader.GetAsync("/v1/events")).Problem(401, "UNAUTHORIZED");
        (await api.GetAsync("/v1/keys")).Ok().Items("status").ShouldContain("revoked");
        (await api.DeleteAsync("/v1/keys/reader")).Problem(404, "UNKNOWN_KEY_NAME");
    }

    [Fact]
    public async Task List_DoesNotShowKeyTexts()
    {
        var api = await gateway.NewTenantAsync();
        var text = (await api.PostAsync("/v1/keys", """{"name":"hidden","roles":["viewer"]}""")).Ok(HttpStatusCode.Created)["key"].GetString();

        var list = (await api.GetAsync("/v1/keys")).Ok();

        list.Items("name").ShouldContain("hidden");
        list.Text.ShouldNotContain(text);
    }

    [Fact]
    public async Task MakingAndRevoking_LeaveAuditRows()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/keys", """{"name":"audited","roles":["viewer","operator"]}""")).Ok(HttpStatusCode.Created);
        (await api.DeleteAsync("/v1/keys/audited")).Ok(HttpStatusCode.NoContent);

        var trail = (await api.GetAsync("/v1/audit?subject=key:audited")).Ok();

        trail.Items("operation").ShouldBe(["key.revoke", "key.create"]);
        trail["items"][1]["details"]["roles"].GetString().ShouldBe("viewer,operator");
    }

    [Fact]
    public async Task Audit_ComesInPages()
    {
        var api = await gateway.NewTenantAsync();
        foreach (var name in new[] { "k1", "k2", "k3" })
            (await api.PostAsync("/v1/keys", $$"""{"name":"{{name}}","roles":["viewer"]}""")).Ok(HttpStatusCode.Created);

        var first = (await api.GetAsync("/v1/audit?limit=2")).Ok();
        var second = (await api.GetAsync($"/v1/audit?limit=2&cursor={first["nextCursor"].GetString()}")).Ok();

        first.Items("subject").ShouldBe(["key:k3", "key:k2"]);
        second.Items("subject").ShouldContain("key:k1");
    }

    [Theory]
    [InlineData("""{"roles":["viewer"]}""", 400, "MISSING_KEY", "/name")]
    [InlineData("""{"name":"a b","roles":["viewer"]}""", 400, "INVALID_KEY_NAME", "/name")]
    [InlineData("""{"name":"n"}""", 400, "MISSING_KEY", "/roles")]
    [InlineData("""{"name":"n","roles":[]}""", 400, "WRONG_TYPE", "/roles")]
    [InlineData("""{"name":"n","roles":["viewer",1]}""", 400, "WRONG_TYPE", "/roles/1")]
    [InlineData("""{"name":"n","roles":["king"]}""", 400, "UNKNOWN_ROLE", "/roles/0")]
    [InlineData("""{"name":"n","roles":["system-admin"]}""", 403, "ROLE_BEYOND_CALLER", "/roles")]
    [InlineData("""{"name":"n","roles":["viewer"],"expiresAt":"2020-01-01T00:00:00Z"}""", 400, "EXPIRY_IN_THE_PAST", "/expiresAt")]
    [InlineData("""{"name":"n","roles":["viewer"],"expiresAt":"soon"}""", 400, "WRONG_TYPE", "/expiresAt")]
    [InlineData("""{"name":"n","roles":["viewer"],"tenant":"x"}""", 400, "UNKNOWN_KEY", "/tenant")]
    public async Task BadBody_IsRefused(string body, int status, string code, string? pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/keys", body)).Problem(status, code, pointer);
    }

    [Fact]
    public async Task TakenName_IsAConflict()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/keys", """{"name":"same","roles":["viewer"]}""")).Ok(HttpStatusCode.Created);

        (await api.PostAsync("/v1/keys", """{"name":"same","roles":["viewer"]}""")).Problem(409, "KEY_NAME_TAKEN", "/name");
    }
}
