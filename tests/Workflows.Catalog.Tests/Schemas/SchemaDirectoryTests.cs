using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Catalog.Schemas;
using Workflows.Testing;

namespace Workflows.Catalog.Tests.Schemas;

public sealed class SchemaDirectoryTests
{
    private const string Text = """{ "type": "string" }""";
    private const string Number = """{ "type": "number" }""";
    private readonly CatalogStub stub = new();
    private readonly ManualClock clock = new();
    private readonly SchemaDirectory directory;

    public SchemaDirectoryTests() => directory = new SchemaDirectory(stub.Store, clock);

    [Fact]
    public async Task Find_ActiveSchema_IsReadOnceAndCompiledOnce()
    {
        stub.Put("payload.Note.v1", Text);

        var first = await FindAsync("payload.Note.v1");
        var second = await FindAsync("payload.Note.v1");

        second.ShouldBeSameAs(first);
        stub.Reads.ShouldBe(1);
        first!.Compiled.IsValid(JsonValue.From("x")).ShouldBeTrue();
        first.IsSystem.ShouldBeFalse();
    }

    [Fact]
    public async Task Find_ActiveSchemaAfterAMinute_SeesANewStatusAndKeepsTheCompiledForm()
    {
        stub.Put("payload.Note.v1", Text);
        var before = await FindAsync("payload.Note.v1");
        stub.Put("payload.Note.v1", Text, "deprecated");

        clock.Advance(TimeSpan.FromSeconds(61));

        var after = await FindAsync("payload.Note.v1");
        after!.Status.ShouldBe("deprecated");
        after.Compiled.ShouldBeSameAs(before!.Compiled);
    }

    [Fact]
    public async Task Find_DraftThatWasReplacedElsewhere_IsSeenAfterTwoSeconds()
    {
        stub.Put("payload.Note.v1", Text, "draft");
        await FindAsync("payload.Note.v1");
        stub.Put("payload.Note.v1", Number, "draft");

        clock.Advance(TimeSpan.FromSeconds(2));

        (await FindAsync("payload.Note.v1"))!.Compiled.IsValid(JsonValue.From(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task Find_UnknownRef_IsRememberedForTwoSecondsOnly()
    {
        (await FindAsync("payload.Note.v1")).ShouldBeNull();
        (await FindAsync("payload.Note.v1")).ShouldBeNull();
        stub.Reads.ShouldBe(1);
        stub.Put("payload.Note.v1", Text);

        clock.Advance(TimeSpan.FromSeconds(2));

        (await FindAsync("payload.Note.v1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Find_ChangedAndInvalidatedWhileItIsRead_IsReadAgain()
    {
        stub.AfterRead = () =>
        {
            stub.Put("payload.Note.v1", Text);
            directory.Invalidate(CatalogStub.Tenant);
        };
        (await FindAsync("payload.Note.v1")).ShouldBeNull();

        (await FindAsync("payload.Note.v1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Find_SystemSchema_IsOneCompiledFormForAllTenants()
    {
        stub.Put("payload.Note.v1", Text, owner: TenantId.System);

        var first = await FindAsync("payload.Note.v1");
        var other = await directory.FindAsync(new TenantId(8), "payload.Note.v1", default);

        other!.Compiled.ShouldBeSameAs(first!.Compiled);
        other.IsSystem.ShouldBeTrue();
    }

    [Fact]
    public async Task Find_TenantsSchemaOfASystemRef_IsTheTenantsOwn()
    {
        stub.Put("payload.Note.v1", Text, owner: TenantId.System);
        stub.Put("payload.Note.v1", Number);

        (await FindAsync("payload.Note.v1"))!.IsSystem.ShouldBeFalse();
        (await directory.FindAsync(new TenantId(8), "payload.Note.v1", default))!.IsSystem.ShouldBeTrue();
    }

    [Fact]
    public async Task Find_ReferencesIntoTheRegistry_AreFollowedAlsoInCircles()
    {
        stub.Put("payload.Order.v1", """{ "properties": { "to": { "$ref": "payload.Address.v1" }, "next": { "$ref": "payload.Order.v1" } } }""");
        stub.Put("payload.Address.v1", """{ "properties": { "city": { "$ref": "schema:///payload.Text.v1" }, "of": { "$ref": "payload.Order.v1" } } }""");
        stub.Put("payload.Text.v1", Text, owner: TenantId.System);

        var order = await FindAsync("payload.Order.v1");

        var errors = order!.Compiled.Validate(JsonValue.Parse("""{ "next": { "to": { "city": 5 } } }""")).Errors;
        errors.ShouldHaveSingleItem().InstancePointer.ShouldBe("/next/to/city");
    }

    [Theory]
    [InlineData("""{ "$ref": "payload.Missing.v1" }""")]
    [InlineData("""{ "$ref": "https://example.com/schema.json" }""")]
    public async Task Compile_ReferenceThatTheRegistryDoesNotHave_IsRefused(string schema)
    {
        var compilation = await directory.CompileAsync(CatalogStub.Tenant, "payload.Note.v1", JsonValue.Parse(schema), default);

        compilation.Compiled.ShouldBeNull();
        compilation.Error!.Code.ShouldBe("schema.unresolved-reference");
        compilation.Error.Pointer.ShouldBe("/$ref");
    }

    [Fact]
    public async Task Compile_References_AreToldWithTheirStatus()
    {
        stub.Put("payload.Address.v1", Text, "draft");

        var compilation = await directory.CompileAsync(
            CatalogStub.Tenant, "payload.Note.v1", JsonValue.Parse("""{ "items": { "$ref": "payload.Address.v1" } }"""), default);

        compilation.Compiled.ShouldNotBeNull();
        compilation.References.ShouldBe([new KeyValuePair<string, string>("payload.Address.v1", "draft")]);
    }

    [Fact]
    public async Task Nearest_MisspeltRef_IsAtMostFiveNearestFirst()
    {
        for (var version = 1; version <= 9; version++) stub.Put($"payload.TicketCreated.v{version}", Text);
        stub.Put("payload.Invoice.v1", Text);

        var nearest = await directory.NearestAsync(CatalogStub.Tenant, "payload.TicketCraeted.v1", default);

        nearest.Count.ShouldBe(5);
        nearest[0].ShouldBe("payload.TicketCreated.v1");
        nearest.ShouldNotContain("payload.Invoice.v1");
    }

    private ValueTask<RegisteredSchema?> FindAsync(string schemaRef) => directory.FindAsync(CatalogStub.Tenant, schemaRef, default);
}
