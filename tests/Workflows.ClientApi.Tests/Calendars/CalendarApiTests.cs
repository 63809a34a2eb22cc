using System.Globalization;
using System.Net;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests.Calendars;

public sealed class CalendarApiTests(Gateway gateway)
{
    private const string Week = """ "weekdays":["monday","tuesday","wednesday","thursday","friday"] """;

    [Fact]
    public async Task Calendars_AreMade_Listed_Changed_AndDeleted()
    {
        var api = await gateway.NewTenantAsync();

        var made = (await CreateAsync(
            api, $$"""{"key":"berlin","name":"Berlin","timezone":"Europe/Berlin",{{Week}},"holidays":[{"date":"2027-01-01","name":"New Year"},{"date":"2026-12-25","name":"Christmas"}]}"""))
            .Ok(HttpStatusCode.Created);
        (await CreateAsync(api, """{"key":"always","name":"Always","weekdays":["sunday","saturday","friday","thursday","wednesday","tuesday","monday"],"default":true}"""))
            .Ok(HttpStatusCode.Created);

        made.Location.ShouldBe("/v1/calendars/berlin");
        (made["name"].GetString(), made["timezone"].GetString(), made["default"].GetBoolean()).ShouldBe(("Berlin", "Europe/Berlin", false));
        ItemsOf(made["weekdays"]).Select(day => day.GetString()).ShouldBe(["monday", "tuesday", "wednesday", "thursday", "friday"]);
        ItemsOf(made["holidays"]).Select(day => $"{day["date"].GetString()} {day["name"].GetString()}")
            .ShouldBe(["2026-12-25 Christmas", "2027-01-01 New Year"]);
        (await api.GetAsync("/v1/calendars")).Ok().Items("key").ShouldBe(["always", "berlin"]);
        var page = (await api.GetAsync("/v1/calendars?limit=1")).Ok();
        (await api.GetAsync($"/v1/calendars?limit=1&cursor={page["nextCursor"].GetString()}")).Ok().Items("key").ShouldBe(["berlin"]);
        (await CreateAsync(api, $$"""{"key":"berlin","name":"Again",{{Week}}}""")).Problem(409, "CALENDAR_EXISTS", "/key");

        var changed = (await api.PutAsync("/v1/calendars/berlin", $$"""{"name":"Office","weekdays":["monday"],"default":true}""", made.ETag)).Ok();
        (changed["name"].GetString(), changed["timezone"].GetString(), changed["holidays"].Count, changed.ETag).ShouldBe(("Office", "UTC", 0, "\"2\""));
        (await api.PutAsync("/v1/calendars/berlin", $$"""{"name":"Late",{{Week}}}""", made.ETag)).Problem(412, "STALE_CALENDAR");
        (await api.GetAsync("/v1/calendars/always")).Ok()["default"].GetBoolean().ShouldBeFalse("a tenant has one default");
        (await api.DeleteAsync("/v1/calendars/berlin")).Ok(HttpStatusCode.NoContent);
        (await api.GetAsync("/v1/calendars/berlin")).Problem(404, "UNKNOWN_CALENDAR");
        (await api.DeleteAsync("/v1/calendars/alway")).Problem(404, "UNKNOWN_CALENDAR")["nextStep"].GetString().ShouldBe("Did you mean 'always'?");
        (await api.GetAsync("/v1/audit?subject=calendar:berlin")).Ok().Items("operation")
            .ShouldBe(["calendar.delete", "calendar.update", "calendar.create"]);
    }

    [Theory]
    [InlineData($$"""{"name":"n",{{Week}}}""", "MISSING_KEY", "/key")]
    [InlineData($$"""{"key":"c",{{Week}}}""", "MISSING_KEY", "/name")]
    [InlineData("""{"key":"c","name":"n"}""", "MISSING_KEY", "/weekdays")]
    [InlineData($$"""{"key":"A B","name":"n",{{Week}}}""", "INVALID_CALENDAR_KEY", "/key")]
    [InlineData($$"""{"key":"c","name":"",{{Week}}}""", "INVALID_CALENDAR_NAME", "/name")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"timezone":"Nowhere"}""", "INVALID_TIME_ZONE", "/timezone")]
    [InlineData("""{"key":"c","name":"n","weekdays":[]}""", "WRONG_TYPE", "/weekdays")]
    [InlineData("""{"key":"c","name":"n","weekdays":["monday","funday"]}""", "WRONG_TYPE", "/weekdays/1")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":{} }""", "WRONG_TYPE", "/holidays")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":["2026-12-25"]}""", "WRONG_TYPE", "/holidays/0")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":[{"date":"2026-12-32","name":"n"}]}""", "WRONG_TYPE", "/holidays/0/date")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":[{"date":"2026-12-25"}]}""", "WRONG_TYPE", "/holidays/0/name")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":[{"date":"2026-12-25","name":""}]}""", "INVALID_HOLIDAY", "/holidays/0/name")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":[{"date":"2026-12-25","name":"n","x":1}]}""", "UNKNOWN_KEY", "/holidays/0/x")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"holidays":[{"date":"2026-12-25","name":"n"},{"date":"2026-12-25","name":"m"}]}""", "INVALID_HOLIDAY", "/holidays/1/date")]
    [InlineData($$"""{"key":"c","name":"n",{{Week}},"default":"yes"}""", "WRONG_TYPE", "/default")]
    public async Task BadCalendar_IsRefused_AndLeavesNoRow(string body, string code, string pointer)
    {
        var api = await gateway.NewTenantAsync();

        (await CreateAsync(api, body)).Problem(400, code, pointer);

        (await api.GetAsync("/v1/calendars")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task Calendars_AndHolidays_AreLimited()
    {
        var api = await gateway.NewTenantAsync();
        var holidays = string.Join(',', Enumerable.Range(0, 1_001).Select(i => $$"""{"date":"{{new DateOnly(2026, 1, 1).AddDays(i):O}}","name":"n"}"""));
        (await CreateAsync(api, $$"""{"key":"c","name":"n",{{Week}},"holidays":[{{holidays}}]}""")).Problem(400, "INVALID_HOLIDAY", "/holidays");
        for (var i = 0; i < 100; i++) (await CreateAsync(api, $$"""{"key":"c{{i}}","name":"n",{{Week}}}""")).Ok(HttpStatusCode.Created);

        (await CreateAsync(api, $$"""{"key":"one-more","name":"n",{{Week}}}""")).Problem(409, "TOO_MANY_CALENDARS");
    }

    [Fact]
    [Trait("Item", "BD-001"), Trait("Item", "BD-014")]
    public async Task Schedule_TellsItsDaysAndItsCalendar_AndIsOfAnyDayWithout()
    {
        var api = await NewAsync();

        var plain = (await ScheduleAsync(api, "")).Ok(HttpStatusCode.Created);
        var business = (await ScheduleAsync(api, ""","days":"business","calendar":"berlin" """)).Ok(HttpStatusCode.Created);

        (plain["days"].GetString(), plain["calendar"].IsMissing).ShouldBe(("any", true));
        (business["days"].GetString(), business["calendar"].GetString()).ShouldBe(("business", "berlin"));
        (await api.GetAsync("/v1/schedules?calendar=berlin")).Ok().Items("id").ShouldBe([business["id"].GetString()]);
        var id = business["id"].GetString();
        (await api.GetAsync($"/v1/schedules/{id}")).Ok()["days"].GetString().ShouldBe("business");
        (await api.DeleteAsync("/v1/calendars/berlin")).Problem(409, "CALENDAR_IN_USE")["detail"].GetString().ShouldContain("'daily'");
        (await api.PutAsync($"/v1/schedules/{id}", """{"name":"n","cron":"0 9 * * *"}""")).Ok()["days"].GetString().ShouldBe("any");
        (await api.DeleteAsync("/v1/calendars/berlin")).Ok(HttpStatusCode.NoContent);
    }

    [Theory]
    [Trait("Item", "BD-002"), Trait("Item", "BD-003"), Trait("Item", "BD-004")]
    [InlineData("""{"workflow":"keep","name":"n","runAt":"2099-01-01T00:00:00Z","days":"business","calendar":"berlin"}""", 400, "SCHEDULE_DAYS_NEED_CRON", "/days")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * *","days":"business"}""", 400, "CALENDAR_REQUIRED", "/days")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * *","days":"business","calendar":"of-others"}""", 404, "UNKNOWN_CALENDAR", "/calendar")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * *","calendar":"berlin"}""", 400, "CALENDAR_WITHOUT_DAYS", "/calendar")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * *","days":"any","calendar":"berlin"}""", 400, "CALENDAR_WITHOUT_DAYS", "/calendar")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * 0","days":"business","calendar":"berlin"}""", 400, "NO_ELIGIBLE_DAY", "/days")]
    [InlineData("""{"workflow":"keep","name":"n","cron":"0 9 * * *","days":"weekends"}""", 400, "WRONG_TYPE", "/days")]
    public async Task BadDays_AreRefused_AndLeaveNoRow(string body, int status, string code, string pointer)
    {
        var other = await gateway.NewTenantAsync();
        (await CreateAsync(other, $$"""{"key":"of-others","name":"n",{{Week}},"default":true}""")).Ok(HttpStatusCode.Created);
        var api = await NewAsync();

        (await api.PostAsync("/v1/schedules", body)).Problem(status, code, pointer);

        (await api.GetAsync("/v1/schedules")).Ok()["items"].Count.ShouldBe(0);
    }

    [Fact]
    public async Task NextTimes_AreOnDaysOfTheCalendar()
    {
        var api = await NewAsync();
        var schedule = (await ScheduleAsync(api, ""","days":"nonBusiness","calendar":"berlin" """)).Ok(HttpStatusCode.Created);

        foreach (var answer in new[]
        {
            await api.GetAsync($"/v1/schedules/{schedule["id"].GetString()}/next?count=10"),
            await api.PostAsync("/v1/schedules/preview", """{"cron":"0 9 * * *","days":"nonBusiness","calendar":"berlin","count":10}"""),
        })
        {
            var days = ItemsOf(answer.Ok()["items"]).Select(item => DateTimeOffset.Parse(item["at"].GetString(), CultureInfo.InvariantCulture).DayOfWeek).ToList();
            days.Count.ShouldBe(10);
            days.ShouldAllBe(day => day == DayOfWeek.Saturday || day == DayOfWeek.Sunday);
        }

        (await api.PostAsync("/v1/schedules/preview", """{"cron":"0 9 * * *","days":"business","calendar":"belrin"}"""))
            .Problem(404, "UNKNOWN_CALENDAR", "/calendar")["nextStep"].GetString().ShouldBe("Did you mean 'berlin'?");
        (await api.PostAsync("/v1/schedules/preview", """{"cron":"0 9 * * 6","days":"business","calendar":"berlin"}""")).Problem(400, "NO_ELIGIBLE_DAY", "/days");
    }

    [Theory]
    [InlineData("viewer", 200, 403)]
    [InlineData("editor", 200, 201)]
    public async Task Roles_SeeAndManageCalendars(string role, int list, int create)
    {
        var api = gateway.With(await gateway.NewKeyAsync(await gateway.TenantAsync(), role));

        ((int)(await api.GetAsync("/v1/calendars")).Status).ShouldBe(list);
        ((int)(await CreateAsync(api, $$"""{"key":"c","name":"n",{{Week}}}""")).Status).ShouldBe(create);
    }

    private static List<JsonValue> ItemsOf(JsonValue list)
    {
        var items = new List<JsonValue>();
        foreach (var item in list.EnumerateArray()) items.Add(item);
        return items;
    }

    private async Task<Api> NewAsync()
    {
        var api = await gateway.NewTenantAsync();
        await api.PublishWorkflowAsync("keep", """{"name":"Keep","steps":[]}""");
        (await CreateAsync(api, $$"""{"key":"berlin","name":"Berlin",{{Week}}}""")).Ok(HttpStatusCode.Created);
        return api;
    }

    private static Task<Answer> ScheduleAsync(Api api, string more) =>
        api.PostAsync("/v1/schedules", $$"""{"workflow":"keep","name":"daily","cron":"0 9 * * *"{{more}}}""");

    private static Task<Answer> CreateAsync(Api api, string body) => api.PostAsync("/v1/calendars", body);
}
