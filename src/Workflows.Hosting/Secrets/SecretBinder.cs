using System.Globalization;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Secrets;

/// <summary>Puts the values of secrets into the input of one call.</summary>
internal static class SecretBinder
{
    /// <summary>Resolves the secrets of an invocation.</summary>
    public static async ValueTask<BoundInput> BindAsync(
        ISecretResolver resolver, TenantId tenant, RunId run, JsonValue input, IReadOnlyList<SecretUse> uses, CancellationToken cancellationToken)
    {
        if (uses.Count == 0) return new BoundInput(input, SecretMask.None, null);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (values.ContainsKey(use.Name)) continue;
            var found = await FindAsync(resolver, tenant, use.Name, run, cancellationToken);
            if (found.Failure is { } failure) return new BoundInput(default, SecretMask.None, failure);
            values.Add(use.Name, found.Value!);
        }

        foreach (var use in uses) input = Put(input, Segments(use.Pointer), JsonValue.From(values[use.Name]));
        return new BoundInput(input, new SecretMask(values.Values), null);
    }

    private static async ValueTask<(string? Value, Failure? Failure)> FindAsync(
        ISecretResolver resolver, TenantId tenant, string name, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.FindAsync(tenant, name, run, cancellationToken) is { } value
                ? (value, null)
                : (null, new Failure(FailureCategory.ActionError, "SECRET_NOT_FOUND", $"There is no secret {name}."));
        }
        catch (SecretUnreadableException exception)
        {
            return (null, new Failure(FailureCategory.ActionError, "SECRET_UNREADABLE", exception.Message));
        }
        catch (StoreException)
        {
            return (null, new Failure(FailureCategory.TransientError, "SECRET_UNAVAILABLE", $"The secret {name} cannot be read right now."));
        }
    }

    private static ReadOnlySpan<string> Segments(JsonPointer pointer) => pointer.ToString() is { Length: > 0 } text ? text[1..].Split('/') : [];

    private static JsonValue Put(JsonValue document, ReadOnlySpan<string> path, JsonValue value)
    {
        if (path.IsEmpty) return value;
        if (document.Kind == JsonKind.Array)
        {
            var index = int.Parse(path[0], CultureInfo.InvariantCulture);
            var items = new JsonArrayBuilder();
            for (var i = 0; i < document.Count; i++) items.Add(i == index ? Put(document[i], path[1..], value) : document[i]);
            return items.Build();
        }

        var name = path[0].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return document.Kind == JsonKind.Object && document.TryGetProperty(name, out var child)
            ? document.With(name, Put(child, path[1..], value))
            : document;
    }
}

/// <summary>An input that may hold the values of secrets: for the call, and nowhere else.</summary>
/// <param name="Input">The input.</param>
/// <param name="Mask">Takes the values out of the answer.</param>
/// <param name="Failure">Why a secret could not be had; then there is no call.</param>
internal readonly record struct BoundInput(JsonValue Input, SecretMask Mask, Failure? Failure);
