using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Audit;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;
using Workflows.ClientApi.Requests;
using Workflows.Hosting.Queries;

namespace Workflows.ClientApi.Tenancy;

/// <summary>The settings of a tenant that administrators change.</summary>
internal static class TenantSettingsEndpoints
{
    /// <summary>Maps <c>/settings/redaction</c>.</summary>
    public static void MapTenantSettings(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Administration");
        settings.MapGet("/redaction", GetAsync).Needs(Permissions.Read).WithName("GetRedaction").WithSummary("What is masked beside secrets");
        settings.MapPut("/redaction", SaveAsync).Needs(Permissions.Admin).WithName("SaveRedaction").WithSummary("Replace what is masked")
            .Accepts<RedactionBody>("application/json");
    }

    private static async Task<Ok<RedactionBody>> GetAsync(ClaimsPrincipal user, IStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(RedactionBody.Of(Parse((await store.Tenants.GetAsync(user.Caller().Tenant, cancellationToken))?.Settings ?? default)));

    private static async Task<Results<Ok<RedactionBody>, ProblemResult>> SaveAsync(
        HttpRequest request, ClaimsPrincipal user, IStore store, RedactionRules rules, AuditTrail audit, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request);
        if (!body.IsOk) return new ProblemResult(body.Problem);
        var reader = new ObjectReader(body.Value, RedactionRules.PointersSetting, RedactionRules.PatternsSetting);
        if ((reader.Problem ?? RedactionRules.Check(body.Value)) is { } problem) return new ProblemResult(problem);

        var caller = user.Caller();
        var settings = await store.Tenants.ChangeSettingsAsync(
            caller.Tenant, stored => Replace(Parse(stored), body.Value).ToUtf8(), audit.Row(caller, "settings.redaction", "settings:redaction"),
            cancellationToken);
        rules.Changed();
        return TypedResults.Ok(RedactionBody.Of(Parse(settings)));
    }

    private static JsonValue Replace(JsonValue settings, JsonValue rules)
    {
        foreach (var name in (ReadOnlySpan<string>)[RedactionRules.PointersSetting, RedactionRules.PatternsSetting])
            settings = rules[name].IsMissing ? settings.Without(name) : settings.With(name, rules[name]);
        return settings;
    }

    private static JsonValue Parse(ReadOnlyMemory<byte> settings) => settings.IsEmpty ? JsonValue.EmptyObject : JsonValue.Parse(settings);
}

/// <summary>What is masked in everything that is shown, beside secrets and keys that look like one.</summary>
/// <param name="RedactionPointers">JSON pointers into the envelope: <c>/payload/card/number</c>; <c>*</c> stands for every item.</param>
/// <param name="RedactionKeyPatterns">Regular expressions over property names.</param>
internal sealed record RedactionBody(IReadOnlyList<string> RedactionPointers, IReadOnlyList<string> RedactionKeyPatterns)
{
    /// <summary>The body of a tenant's settings.</summary>
    public static RedactionBody Of(JsonValue settings) =>
        new(Texts(settings[RedactionRules.PointersSetting]), Texts(settings[RedactionRules.PatternsSetting]));

    private static List<string> Texts(JsonValue list)
    {
        var texts = new List<string>();
        foreach (var text in list.EnumerateArray())
            if (text.Kind == JsonKind.String) texts.Add(text.GetString());
        return texts;
    }
}
