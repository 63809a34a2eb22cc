using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Rejected_ListedInPages_IsNewestFirstAndOfTheTenantOnly()
    {
        var log = Enumerable.Range(0, 5).Select(number => RejectedEvent(tenant, $"source-{number % 2}")).ToArray();
        await store.Rejected.AddAsync([.. log, RejectedEvent(other, "source-0")], Token);

        var first = await store.Rejected.ListAsync(new RejectedEventQuery { Tenant = tenant, Limit = 3 }, Token);
        var rest = await store.Rejected.ListAsync(new RejectedEventQuery { Tenant = tenant, Before = first[^1].Id }, Token);

        first.Concat(rest).Select(item => item.Id).ShouldBe(log.Reverse().Select(item => item.Id));
        (first[0] with { Errors = default }).ShouldBe(log[4] with { Errors = default });
        Rows.Text(first[0].Errors).ShouldBe("[]");
    }

    [Fact]
    public async Task Rejected_FilteredByTypeAndSource_IsOnlyThose()
    {
        await store.Rejected.AddAsync([RejectedEvent(tenant, "a"), RejectedEvent(tenant, "b")], Token);

        var ofSource = await store.Rejected.ListAsync(new RejectedEventQuery { Tenant = tenant, Source = "b", Type = type }, Token);
        var ofType = await store.Rejected.ListAsync(new RejectedEventQuery { Tenant = tenant, Type = new EventTypeId(999) }, Token);

        ofSource.ShouldHaveSingleItem().Source.ShouldBe("b");
        ofType.ShouldBeEmpty();
    }

    [Fact]
    public async Task Maintenance_RemovesRejectedEvents_PastTheirRetention()
    {
        await store.Rejected.AddAsync([RejectedEvent(tenant, "old")], Token);
        Clock.Advance(TimeSpan.FromDays(15));
        await store.Rejected.AddAsync([RejectedEvent(tenant, "new")], Token);

        await store.MaintainAsync(Clock.Now, Week, Token);

        (await store.Rejected.ListAsync(new RejectedEventQuery { Tenant = tenant }, Token)).ShouldHaveSingleItem().Source.ShouldBe("new");
    }

    private RejectedEvent RejectedEvent(TenantId owner, string source) => new()
    {
        Id = rows.NextId(),
        Tenant = owner,
        Type = type,
        Source = source,
        ExternalId = "t-1",
        SchemaRef = "payload.TicketCreated.v1",
        Accepted = true,
        Errors = Rows.Utf8("[]"),
        Excerpt = "{}",
    };
}
