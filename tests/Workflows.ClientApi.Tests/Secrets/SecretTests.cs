using System.Net;
using Workflows.ClientApi.Auth;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Secrets;

[Trait("Item", "K §18")]
public sealed class SecretTests(Gateway gateway)
{
    private const string Value = "p4ssw0rd-that-nobody-sees";

    [Fact]
    public async Task Secret_IsMade_Changed_Listed_AndDeleted()
    {
        var api = await gateway.NewTenantAsync();

        var made = (await api.PostAsync("/v1/secrets", Create("CRM_TOKEN"))).Ok(HttpStatusCode.Created);
        made.Location.ShouldBe("/v1/secrets/CRM_TOKEN");
        made["usedBy"].Count.ShouldBe(0);
        made["accessedAt"].IsMissing.ShouldBeTrue();
        (await api.PostAsync("/v1/secrets", Create("A_FIRST"))).Ok(HttpStatusCode.Created);
        var changed = (await PatchAsync(api, "CRM_TOKEN", """{"description":"for the CRM"}""")).Ok();
        changed["description"].GetString().ShouldBe("for the CRM");
        changed["valueSetAt"].GetString().ShouldBe(made["valueSetAt"].GetString());
        (await PatchAsync(api, "CRM_TOKEN", """{"value":"another","description":""}""")).Ok()["description"].IsMissing.ShouldBeTrue();

        var first = (await api.GetAsync("/v1/secrets?limit=1")).Ok();
        first.Items("name").ShouldBe(["A_FIRST"]);
        (await api.GetAsync($"/v1/secrets?limit=1&cursor={first["nextCursor"].GetString()}")).Ok().Items("name").ShouldBe(["CRM_TOKEN"]);
        (await api.DeleteAsync("/v1/secrets/CRM_TOKEN")).Ok(HttpStatusCode.NoContent);
        (await api.GetAsync("/v1/secrets/CRM_TOKEN")).Problem(404, "SECRET_NOT_FOUND");
        (await api.DeleteAsync("/v1/secrets/CRM_TOKEN")).Problem(404, "SECRET_NOT_FOUND");
    }

    [Fact]
    public async Task Value_IsInNoAnswer_NoAuditRow_AndNotInTheDatabaseFile()
    {
        var api = await gateway.NewTenantAsync();
        var texts = new List<string>
        {
            (await api.PostAsync("/v1/secrets", Create("HIDDEN"))).Ok(HttpStatusCode.Created).Text,
            (await PatchAsync(api, "HIDDEN", $$"""{"value":"{{Value}}2"}""")).Ok().Text,
            (await api.GetAsync("/v1/secrets/HIDDEN")).Ok().Text,
            (await api.GetAsync("/v1/secrets")).Ok().Text,
            (await api.GetAsync("/v1/audit")).Ok().Text,
            (await api.PostAsync("/v1/secrets", Create("HIDDEN"))).Problem(409, "SECRET_EXISTS", "/name").Text,
            (await api.PostAsync("/v1/secrets", Create("not a name"))).Problem(400, "INVALID_SECRET_NAME", "/name").Text,
        };

        texts.ShouldAllBe(text => !text.Contains(Value));
        foreach (var file in Directory.EnumerateFiles(gateway.Folder.Path, "workflows.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Value);
        }
    }

    [Fact]
    public async Task Changes_LeaveAuditRows()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/secrets", Create("AUDITED"))).Ok(HttpStatusCode.Created);
        (await PatchAsync(api, "AUDITED", """{"value":"other"}""")).Ok();
        (await api.DeleteAsync("/v1/secrets/AUDITED")).Ok(HttpStatusCode.NoContent);

        (await api.GetAsync("/v1/audit?subject=secret:AUDITED")).Ok().Items("operation")
            .ShouldBe(["secret.delete", "secret.update", "secret.create"]);
    }

    [Fact]
    public async Task Secret_ThatAWorkflowUses_IsDeletedByForceOnly()
    {
        var api = await gateway.NewTenantAsync();
        (await api.PostAsync("/v1/secrets", Create("USED"))).Ok(HttpStatusCode.Created);
        (await api.PostAsync("/v1/workflows", """
            {"key":"uses-it","definition":{"name":"Uses it","steps":[{"id":"call","type":"action.call","config":{
              "actionId":"http.request","version":1,"inputMapping":{"url":"https://example.com","headers":{"authorization":{"$secret":"USED"}}}}}]}}
            """)).Ok(HttpStatusCode.Created);

        (await api.GetAsync("/v1/secrets")).Ok()["items"][0]["usedBy"][0].GetString().ShouldBe("uses-it");
        (await api.DeleteAsync("/v1/secrets/USED")).Problem(409, "SECRET_IN_USE").Text.ShouldContain("uses-it");
        (await api.DeleteAsync("/v1/secrets/USED?force=true")).Ok(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"value":"v"}""", "MISSING_KEY", "/name")]
    [InlineData("""{"name":"N"}""", "MISSING_KEY", "/value")]
    [InlineData("""{"name":"N","value":""}""", "INVALID_SECRET_VALUE", "/value")]
    [InlineData("""{"name":"n","value":"v"}""", "INVALID_SECRET_NAME", "/name")]
    [InlineData("""{"name":"1N","value":"v"}""", "INVALID_SECRET_NAME", "/name")]
    [InlineData("""{"name":"N","value":7}""", "WRONG_TYPE", "/value")]
    [InlineData("""{"name":"N","value":"v","tenant":"x"}""", "UNKNOWN_KEY", "/tenant")]
    public async Task BadBody_IsRefused(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/secrets", body)).Problem(400, code, pointer);
    }

    [Fact]
    public async Task Sizes_AreBounded()
    {
        var api = await gateway.NewTenantAsync();

        (await api.PostAsync("/v1/secrets", $$"""{"name":"LARGE","value":"{{new string('x', 65_536)}}"}""")).Ok(HttpStatusCode.Created);
        (await api.PostAsync("/v1/secrets", $$"""{"name":"TOO_LARGE","value":"{{new string('x', 65_537)}}"}"""))
            .Problem(400, "INVALID_SECRET_VALUE", "/value");
        (await PatchAsync(api, "LARGE", $$"""{"description":"{{new string('x', 1_001)}}"}"""))
            .Problem(400, "SECRET_DESCRIPTION_TOO_LONG", "/description");
        (await PatchAsync(api, "LARGE", "{}")).Problem(400, "NOTHING_TO_CHANGE");
    }

    [Theory]
    [InlineData("viewer", 403, 403)]
    [InlineData("editor", 200, 403)]
    [InlineData("admin", 200, 201)]
    public async Task Roles_SeeAndManageSecrets(string role, int list, int create)
    {
        var api = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), role));

        ((int)(await api.GetAsync("/v1/secrets")).Status).ShouldBe(list);
        ((int)(await api.PostAsync("/v1/secrets", Create("BY_ROLE"))).Status).ShouldBe(create);
    }

    [Fact]
    public async Task Rotation_WrapsSecretsByTheNewKey_AndTheOldKeyCanGo()
    {
        using var folder = new TempFolder();
        await using var server = new Gateway(folder, ("samples", "false"));
        var api = server.With(await server.NewKeyAsync(await server.TenantAsync(), Roles.Admin));
        (await api.PostAsync("/v1/secrets", Create("ROTATED"))).Ok(HttpStatusCode.Created);
        var file = Path.Combine(folder.Path, "secrets.key");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var old = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(file, "not a key\n", TestContext.Current.CancellationToken);
        (await api.PostAsync("/v1/secrets/rotate")).Problem(503, "MASTER_KEY_UNREADABLE");
        await File.WriteAllTextAsync(
            file, Convert.ToBase64String(new byte[32]) + "\n" + old, TestContext.Current.CancellationToken);
        var rotation = (await api.PostAsync("/v1/secrets/rotate")).Ok();

        rotation["rewrapped"].GetDouble().ShouldBe(1);
        (await api.PostAsync("/v1/secrets/rotate")).Ok()["rewrapped"].GetDouble().ShouldBe(0);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        (await api.PostAsync("/v1/secrets/rotate")).Ok()["failed"].GetDouble().ShouldBe(0);
    }

    private static string Create(string name) => $$"""{"name":"{{name}}","value":"{{Value}}"}""";

    private static Task<Answer> PatchAsync(Api api, string name, string body) =>
        api.SendAsync(HttpMethod.Patch, $"/v1/secrets/{name}", body);
}
