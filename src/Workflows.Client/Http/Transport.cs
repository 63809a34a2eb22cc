using System.Net.Http.Headers;
using System.Net.Sockets;
using Workflows.Abstractions.Json;

namespace Workflows.Client.Http;

/// <summary>Sends requests, and repeats those that the server may take later.</summary>
internal sealed class Transport(HttpClient http, RetryOptions retry, TimeProvider clock)
{
    public async Task<Answer> SendAsync(HttpMethod method, string address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure, retryAfter) = await TrySendAsync(method, address, body, cancellationToken);
            if (answer is not null) return answer;
            if (!failure!.IsTransient || attempt >= retry.MaxAttempts) throw failure;
            await Task.Delay(retry.DelayAfter(attempt, retryAfter), clock, cancellationToken);
        }
    }

    private async Task<(Answer? Answer, WorkflowsException? Failure, TimeSpan? RetryAfter)> TrySendAsync(
        HttpMethod method, string address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, address);
            if (!body.IsEmpty)
            {
                request.Content = new ReadOnlyMemoryContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            using var response = await http.SendAsync(request, cancellationToken);
            var content = Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));

            // A batch whose events were all refused has the status of the gravest refusal, and still one result an event.
            return response.IsSuccessStatusCode || !content["results"].IsMissing
                ? (new Answer(content, RetryAfterOf(response)), null, null)
                : (null, WorkflowsException.Of(response.StatusCode, content), RetryAfterOf(response));
        }
        catch (Exception exception) when (IsUnreachable(exception) && !cancellationToken.IsCancellationRequested)
        {
            return (null, new WorkflowsException("UNREACHABLE", exception.Message, null, isTransient: true, exception), null);
        }
    }

    /// <summary>HttpClient reports its own timeout as a cancellation, and a server that ends just after a connection was made to it as a bare SocketException.</summary>
    private static bool IsUnreachable(Exception exception) => exception is HttpRequestException or IOException or SocketException or OperationCanceledException;

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private static JsonValue Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? JsonValue.Missing : JsonValue.Parse(bytes);
        }
        catch (JsonParseException)
        {
            // Something between here and the server answered.
            return JsonValue.Missing;
        }
    }
}

/// <summary>What the server answered.</summary>
/// <param name="Body">The body; Missing when there is none.</param>
/// <param name="RetryAfter">When the server wants to be asked again; null when it did not say.</param>
internal sealed record Answer(JsonValue Body, TimeSpan? RetryAfter);
