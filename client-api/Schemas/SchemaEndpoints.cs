using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting;
using Workflows.Hosting.Schemas;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Schemas;

/// <summary>The schema registry.</summary>
internal static class SchemaEndpoints
{
    private const char List = 's';

    /// <summary>Maps <c>/schemas</c>.</summary>
    public static void MapSchemas(this RouteGroupBuilder api)
    {
        var schemas = api.MapGroup("/schemas").WithTags("Schemas");
        schemas.MapGet("", ListAsync).Needs(Permissions.Read).WithName("ListSchemas").WithSummary("Search the schema registry");
        schemas.MapPost("", RegisterAsync).Needs(Permissions.Manage).WithName("RegisterSchema").WithSummary("Register a schema")
            .WithDescription("201 for a new schema. 200 when the same content is there already, and when a draft was replaced.")
            .Accepts<RegisterSchemaBody>("application/json").MayRefuse(StatusCodes.Status409Conflict);
        schemas.MapGet("/{schemaRef}", GetAsync).Needs(Permissions.Read).WithName("GetSchema").WithSummary("One schema");
        schemas.MapPost("/{schemaRef}/activate", ActivateAsync).Needs(Permissions.Manage).WithName("ActivateSchema")
            .WithSummary("Make a draft active; its content never changes again").MayRefuse(StatusCodes.Status409Conflict);
        schemas.MapPost("/{schemaRef}/deprecate", DeprecateAsync).Needs(Permissions.Manage).WithName("DeprecateSchema")
            .WithSummary("Deprecate an active schema").MayRefuse(StatusCodes.Status409Conflict);
        schemas.MapGet("/{schemaRef}/diff", DiffAsync).Needs(Permissions.Read).WithName("DiffSchemas")
            .WithSummary("What changes from this schema to another");
        schemas.MapGet("/{schemaRef}/sample", SampleAsync).Needs(Permissions.Read).WithName("SampleSchema")
            .WithSummary("A realistic value that the schema allows").MayRefuse(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<SchemaPage>, ProblemResult>> ListAsync(
        ClaimsPrincipal user, ISchemaRegistry registry, [AsParameters] SchemaListQuery query, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var limit = reader.Limit(query.Limit);
        var after = reader.Position(List, query.Cursor);
        var search = reader.Text("search", query.Search);
        var status = reader.Choice("status", query.Status, "draft", "active", "deprecated");
        var source = reader.Choice("source", query.Source, "system", "tenant");
        if (reader.Problem is { } problem) return new ProblemResult(problem);

        var matches = (await registry.ListAsync(user.Caller().Tenant, cancellationToken))
            .Where(schema => (status is null || schema.Status == status)
                && (source is null || SchemaBody.SourceOf(schema) == source)
                && (search is null || schema.Ref.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(schema => schema.Ref, StringComparer.Ordinal).ToArray();
        var rest = matches.Where(schema => after is null || string.CompareOrdinal(schema.Ref, after) > 0).Take(limit + 1).ToArray();
        var page = Page<SchemaBody>.Of(rest, limit, SchemaBody.Of, schema => Cursor.Encode(List, schema.Ref));
        return TypedResults.Ok(new SchemaPage(page.Items, page.NextCursor, matches.Length));
    }

    private static async Task<Results<Ok<SchemaBody>, Created<SchemaBody>, ProblemResult>> RegisterAsync(
        HttpRequest request, ClaimsPrincipal user, ISchemaRegistry registry, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, "ref", "name", "schema", "status");
        var (schemaRef, name, schema) = (reader.Text("ref"), reader.Text("name"), reader.Required("schema"));
        var status = reader.Text("status") ?? "draft";
        var problem = reader.Problem ?? Check(schemaRef, name, status);
        if (problem is not null) return new ProblemResult(problem);

        var result = await registry.RegisterAsync(
            user.Caller(), new SchemaRegistration(schemaRef, name, schema, status == "active"), cancellationToken);
        if (!result.IsOk) return new ProblemResult(result.Problem);
        var answer = SchemaBody.Of(result.Value.Schema);
        return result.Value.IsNew ? TypedResults.Created($"/v1/schemas/{answer.Ref}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<SchemaBody>, ProblemResult>> GetAsync(
        string schemaRef, ClaimsPrincipal user, ISchemaRegistry registry, CancellationToken cancellationToken) =>
        (await registry.GetAsync(user.Caller().Tenant, schemaRef, cancellationToken)).ToOk(SchemaBody.Of);

    private static Task<Results<Ok<SchemaBody>, ProblemResult>> ActivateAsync(
        string schemaRef, ClaimsPrincipal user, ISchemaRegistry registry, CancellationToken cancellationToken) =>
        MoveAsync(registry.ActivateAsync, user.Caller(), schemaRef, cancellationToken);

    private static Task<Results<Ok<SchemaBody>, ProblemResult>> DeprecateAsync(
        string schemaRef, ClaimsPrincipal user, ISchemaRegistry registry, CancellationToken cancellationToken) =>
        MoveAsync(registry.DeprecateAsync, user.Caller(), schemaRef, cancellationToken);

    private static async Task<Results<Ok<SchemaBody>, ProblemResult>> MoveAsync(
        Func<Caller, string, CancellationToken, Task<Result<SchemaRecord>>> move, Caller caller, string schemaRef,
        CancellationToken cancellationToken) =>
        (await move(caller, schemaRef, cancellationToken)).ToOk(SchemaBody.Of);

    private static async Task<Results<Ok<SchemaDiffBody>, ProblemResult>> DiffAsync(
        string schemaRef, ClaimsPrincipal user, ISchemaRegistry registry, [FromQuery] string? with, CancellationToken cancellationToken)
    {
        var tenant = user.Caller().Tenant;
        var known = await registry.GetAsync(tenant, schemaRef, cancellationToken);
        if (!known.IsOk) return new ProblemResult(known.Problem);
        if (string.IsNullOrEmpty(with)) return new ProblemResult(GatewayProblems.InvalidParameter("with", "the ref of a schema"));
        var changes = await registry.DiffAsync(tenant, schemaRef, with, cancellationToken);
        return changes.ToOk(list => SchemaDiffBody.Of(schemaRef, with, list));
    }

    private static async Task<Results<Ok<JsonValue>, ProblemResult>> SampleAsync(
        string schemaRef, ClaimsPrincipal user, ISchemaRegistry registry, [FromQuery] string? seed, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var number = reader.Number("seed", seed, 0, int.MaxValue) ?? 1;
        if (reader.Problem is { } problem) return new ProblemResult(problem);
        return (await registry.SampleAsync(user.Caller().Tenant, schemaRef, number, cancellationToken)).ToOk(sample => sample);
    }

    private static Problem? Check(string? schemaRef, string? name, string status)
    {
        if (status is not ("draft" or "active")) return GatewayProblems.WrongType("status", "draft or active");
        if (schemaRef is null && name is null) return GatewayProblems.MissingKey("ref");
        return schemaRef is not null && name is not null ? GatewayProblems.WrongType("name", "absent where 'ref' is given") : null;
    }
}

/// <summary>Selects schemas.</summary>
/// <param name="Search">A part of the ref, in any case.</param>
/// <param name="Status">Only this status: draft, active or deprecated.</param>
/// <param name="Source">Only schemas of the system or of the tenant.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record SchemaListQuery(
    [FromQuery] string? Search, [FromQuery] string? Status, [FromQuery] string? Source, [FromQuery] string? Cursor,
    [FromQuery] string? Limit);
