using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;
using Workflows.Catalog.SystemEvents;
using Workflows.Schemas;
using Workflows.Schemas.Sampling;
using Workflows.Schemas.Walking;

namespace Workflows.Catalog.Tests.SystemEvents;

public class DomainEventSchemaTests
{
    public static TheoryData<string> EventTypes { get; } = [.. DomainEvents.All.Select(one => one.EventType)];

    [Fact]
    public void All_List_HoldsEveryEventOnce()
    {
        DomainEvents.All.Count.ShouldBe(279);
        DomainEvents.All.Select(one => one.EventType).ShouldBeUnique();
        DomainEvents.All.Select(one => one.PayloadSchemaRef).ShouldBeUnique();
    }

    [Fact]
    public void All_CatalogOnlyEvents_SayWhy() =>
        DomainEvents.All.Where(one => one.IsCatalogOnly).ShouldAllBe(one => !string.IsNullOrEmpty(one.CatalogOnlyReason));

    [Fact]
    public void All_SupersededEvents_ExistOnBothSides()
    {
        var known = DomainEvents.All.Select(one => one.EventType).ToHashSet();
        DomainEvents.All.SelectMany(one => one.Supersedes.Concat(one.SupersededBy)).ShouldAllBe(type => known.Contains(type));
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Create_AnyEvent_MeetsTheDesignStandards(string eventType)
    {
        var domainEvent = Find(eventType);
        var schema = Compile(domainEvent);
        var fields = SchemaWalker.Walk(schema);

        domainEvent.EventType.ShouldMatch("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$");
        domainEvent.PayloadSchemaRef.ShouldMatch(@"^payload\.[A-Z][A-Za-z0-9]*\.v1$");
        schema.Dialect.ShouldBe(SchemaDialect.Draft202012);
        schema.Uri.ShouldBe("schema:///" + domainEvent.PayloadSchemaRef);
        fields.Select(field => field.Name).Where(name => !Regex.IsMatch(name, @"^([a-z][A-Za-z0-9]*|\[\]|\*)$")).ShouldBeEmpty();
        SchemaWalker.RequiredPaths(schema).ShouldContain("tenantId");
        SchemaWalker.RequiredPaths(schema).ShouldContain("occurredAt");
        SchemaWalker.Find(schema, "occurredAt")!.Format.ShouldBe("date-time");
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Create_AnyEvent_IsValidUnderItsMetaSchema(string eventType)
    {
        var document = DomainEventSchema.Create(Find(eventType));
        var metaSchema = JsonSchema.Compile(JsonValue.Parse($$"""{ "$ref": "{{SchemaDialect.Draft202012}}" }"""));

        metaSchema.Validate(document).Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Generate_AnyEventSchema_GivesValidSamples(string eventType)
    {
        var schema = Compile(Find(eventType));
        for (int seed = 0; seed < 20; seed++)
        {
            var sample = SchemaSample.Generate(schema, seed);
            schema.Validate(sample).Errors.ShouldBeEmpty();
            SchemaSample.Generate(schema, seed).ToString().ShouldBe(sample.ToString());
        }
    }

    [Fact]
    public void Samples_EveryPayload_IsValidUnderItsSchema()
    {
        DomainEvents.Samples.ShouldNotBeEmpty();
        foreach (var sample in DomainEvents.Samples)
            Compile(Find(sample.EventType)).Validate(sample.Payload).Errors.ShouldBeEmpty(sample.Scenario);
    }

    private static DomainEvent Find(string eventType) => DomainEvents.All.Single(one => one.EventType == eventType);

    private static JsonSchema Compile(DomainEvent domainEvent) => JsonSchema.Compile(DomainEventSchema.Create(domainEvent));
}
