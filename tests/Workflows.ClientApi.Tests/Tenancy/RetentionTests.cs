using System.Net;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Tests.Tenancy;

/// <summary>How long a tenant keeps its rows, as it chooses over HTTP.</summary>
public sealed class RetentionTests(Gateway gateway)
{
    private const string Path = "/v1/settings/retention";

    [Fact]
    public async Task Retention_IsChosen_Audited_AndNeverLongerThanTheServers()
    {
        var api = await gateway.NewTenantAsync();
        (await api.GetAsync(Path)).Ok()["longest"].ToString().ShouldBe("""{"eventsDays":90,"runsDays":90,"auditDays":3650}""");

        (await api.PutAsync(Path, """{"eventsDays":30,"auditDays":400}""")).Ok()["eventsDays"].ToString().ShouldBe("30");
        var refused = await api.PutAsync(Path, """{"eventsDays":30,"runsDays":91}""");

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body["code"].GetString().ShouldBe("RETENTION_TOO_LONG");
        refused.Body["pointer"].GetString().ShouldBe("/runsDays");
        var stored = (await api.GetAsync(Path)).Ok();
        (stored["eventsDays"].ToString(), stored["runsDays"].IsMissing, stored["auditDays"].ToString()).ShouldBe(("30", true, "400"));
        (await api.GetAsync("/v1/audit?subject=settings:retention")).Ok()["items"][0]["details"]["runsDays"].GetString().ShouldBe("longest");
    }

    [Theory]
    [InlineData("""{"eventsDays":0}""", "/eventsDays")]
    [InlineData("""{"runsDays":1.5}""", "/runsDays")]
    [InlineData("""{"auditDays":"30"}""", "/auditDays")]
    [InlineData("""{"historyDays":30}""", "/historyDays")]
    public async Task Retention_ThatIsNoDays_IsRefusedAtItsPlace(string body, string pointer)
    {
        var refused = await (await gateway.NewTenantAsync()).PutAsync(Path, body);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body["pointer"].GetString().ShouldBe(pointer);
    }

    [Fact]
    public async Task Retention_IsTheAdministrators_AndLeavesOtherSettings()
    {
        var tenant = await gateway.TenantAsync();
        var admin = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        (await admin.PutAsync("/v1/settings/ingest", """{"invalidPayloads":"accept"}""")).Ok();

        (await admin.PutAsync(Path, """{"runsDays":10}""")).Ok();
        (await admin.PutAsync(Path, "{}")).Ok()["runsDays"].IsMissing.ShouldBeTrue();

        (await admin.GetAsync("/v1/settings/ingest")).Ok()["invalidPayloads"].GetString().ShouldBe("accept");
        (await gateway.With(await gateway.NewKeyAsync(tenant, "publisher")).PutAsync(Path, "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
