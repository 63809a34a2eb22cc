using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Engine.Palette;
using Workflows.Expressions.Types;
using Workflows.Hosting;
using Workflows.Hosting.Designing;
using Workflows.Hosting.Workers;

namespace Workflows.ClientApi.Designing;

/// <summary>What designers need: the types of steps, the actions, the format, and help with expressions.</summary>
internal static class DesignEndpoints
{
    /// <summary>Maps <c>/registry</c>, <c>/definition-schema</c> and <c>/expressions</c>.</summary>
    public static void MapDesigning(this RouteGroupBuilder api)
    {
        var design = api.MapGroup("").WithTags("Designing");
        design.MapGet("/registry/nodes", () => TypedResults.Ok(new NodeListBody([.. NodePalette.All.Select(NodeBody.Of)])))
            .Needs(Permissions.Read).WithName("ListNodes").WithSummary("The types of steps with the schemas of their configs");
        design.MapGet("/registry/actions", ActionsAsync)
            .Needs(Permissions.Read).WithName("ListActions").WithSummary("The actions of the program and those of the tenant's workers, with their schemas");
        design.MapGet("/definition-schema", () => TypedResults.Ok(NodePalette.DefinitionSchema))
            .Needs(Permissions.Read).WithName("GetDefinitionSchema").WithSummary("The JSON Schema of definitions, for editors");
        design.MapPost("/expressions/analyze", AnalyzeAsync).Needs(Permissions.Read).WithName("AnalyzeExpression")
            .WithSummary("The type of an expression, what it reads, and what is wrong with it").Accepts<ExpressionBody>("application/json");
        design.MapPost("/expressions/complete", CompleteAsync).Needs(Permissions.Read).WithName("CompleteExpression")
            .WithSummary("What could be written at the caret").Accepts<ExpressionBody>("application/json");
        design.MapPost("/expressions/hover", HoverAsync).Needs(Permissions.Read).WithName("HoverExpression")
            .WithSummary("What stands at the caret").Accepts<ExpressionBody>("application/json");
    }

    private static async Task<Ok<ActionListBody>> ActionsAsync(
        ClaimsPrincipal user, RemoteActions actions, CancellationToken cancellationToken)
    {
        var known = await actions.GetAsync(user.Caller().Tenant, cancellationToken);
        return TypedResults.Ok(new ActionListBody([.. known.All.Select(ActionBody.Of)]));
    }

    private static async Task<Results<Ok<AnalysisBody>, ProblemResult>> AnalyzeAsync(
        HttpRequest request, ClaimsPrincipal user, ExpressionDesk desk, CancellationToken cancellationToken)
    {
        var question = await ReadAsync(request, user, desk, cancellationToken);
        return question.ToOk(asked => AnalysisBody.Of(asked.Text, asked.Scope));
    }

    private static async Task<Results<Ok<CompletionBody>, ProblemResult>> CompleteAsync(
        HttpRequest request, ClaimsPrincipal user, ExpressionDesk desk, CancellationToken cancellationToken)
    {
        var question = await ReadAsync(request, user, desk, cancellationToken);
        return question.ToOk(asked => CompletionBody.Of(asked.Text, asked.Position, asked.Scope));
    }

    private static async Task<Results<Ok<HoverBody>, ProblemResult>> HoverAsync(
        HttpRequest request, ClaimsPrincipal user, ExpressionDesk desk, CancellationToken cancellationToken)
    {
        var question = await ReadAsync(request, user, desk, cancellationToken);
        return question.ToOk(asked => HoverBody.Of(asked.Text, asked.Position, asked.Scope));
    }

    private static async Task<Result<Question>> ReadAsync(
        HttpRequest request, ClaimsPrincipal user, ExpressionDesk desk, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return body.Problem;
        var reader = new ObjectReader(body.Value, "definition", "pointer", "expression", "position");
        var definition = reader.Required("definition");
        var (pointer, text) = (reader.RequiredText("pointer"), reader.Text("expression") ?? "");
        var position = body.Value["position"];
        if (reader.Problem is { } problem) return problem;
        var caret = position.Kind == JsonKind.Number && position.TryGetInt64(out var number) ? (int)Math.Clamp(number, 0, text.Length) : text.Length;
        var scope = await desk.ScopeAsync(user.Caller().Tenant, definition, pointer, cancellationToken);
        return scope.IsOk ? new Question(text, caret, scope.Value) : scope.Problem;
    }

    private sealed record Question(string Text, int Position, TypeScope Scope);
}
