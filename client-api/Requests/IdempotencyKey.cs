using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Auth;
using Workflows.ClientApi.Problems;

namespace Workflows.ClientApi.Requests;

/// <summary>
/// Answers a request that is repeated with the same <c>Idempotency-Key</c> within 24 hours as it was answered the first time. The key is
/// taken before the request is executed: of two at the same time one is executed.
/// </summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <summary>Lets a route be repeated.</summary>
    public static TBuilder MayBeRepeated<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(FilterAsync);

    private static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0) return await next(context);
        if (key.Length > MaxLength || key.Any(char.IsControl)) return new ProblemResult(GatewayProblems.InvalidIdempotencyKey);
        var body = await RequestBody.ReadAsync(http.Request, RequestBody.MaxDocumentBytes);
        if (!body.IsOk) return new ProblemResult(body.Problem);

        var operations = http.RequestServices.GetRequiredService<IStore>().Operations;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var mine = new RequestAnswer(
            http.User.Caller().Tenant, Hash(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n{key}")), Hash(body.Value.Span),
            now, 0, null, default);
        var known = await operations.AddAnswerAsync(mine, http.RequestAborted);
        if (known is not null && known.CreatedAt < now - Retention.RequestAnswers)
        {
            await operations.RemoveAnswerAsync(mine.Tenant, mine.KeyHash, http.RequestAborted);
            known = await operations.AddAnswerAsync(mine, http.RequestAborted);
        }

        if (known is not null) return Repeat(known, mine);
        http.Request.Body = new MemoryStream(body.Value.ToArray());
        return await ExecuteAsync(context, next, operations, mine);
    }

    private static IResult Repeat(RequestAnswer known, RequestAnswer mine)
    {
        if (known.BodyHash != mine.BodyHash) return new ProblemResult(GatewayProblems.IdempotencyKeyReused);
        return known.Status == 0 ? new ProblemResult(GatewayProblems.RequestUnderWay) : new StoredAnswer(known);
    }

    /// <summary>Executes the request, and keeps its answer unless it is one that asks to try again.</summary>
    private static async Task<object?> ExecuteAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, IOperationStore operations, RequestAnswer mine)
    {
        var response = context.HttpContext.Response;
        var wire = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            if (await next(context) is IResult result) await result.ExecuteAsync(context.HttpContext);
        }
        catch
        {
            await operations.RemoveAnswerAsync(mine.Tenant, mine.KeyHash, CancellationToken.None);
            throw;
        }
        finally
        {
            response.Body = wire;
        }

        if (response.StatusCode is >= 500 or 429)
        {
            await operations.RemoveAnswerAsync(mine.Tenant, mine.KeyHash, CancellationToken.None);
        }
        else
        {
            var answer = mine with { Status = response.StatusCode, Location = response.Headers.Location, Answer = buffer.ToArray() };
            await operations.CompleteAnswerAsync(answer, CancellationToken.None);
        }

        await wire.WriteAsync(buffer.ToArray(), context.HttpContext.RequestAborted);
        return Results.Empty;
    }

    private static Guid Hash(ReadOnlySpan<byte> bytes) => new(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);

    private sealed class StoredAnswer(RequestAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            response.ContentType = answer.Status >= 400 ? ProblemResult.MediaType : "application/json; charset=utf-8";
            if (answer.Location is { } location) response.Headers.Location = location;
            response.Headers["Idempotency-Replayed"] = "true";
            await response.Body.WriteAsync(answer.Answer, httpContext.RequestAborted);
        }
    }
}
