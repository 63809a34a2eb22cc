using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Runs;

namespace Workflows.Hosting.Actions;

/// <summary>
/// <c>http.request</c>: calls an HTTP endpoint with the header <c>Idempotency-Key</c>. Answers 408, 425, 429 and 5xx, and connections that
/// fail, are transient failures; other answers from 400 on are action failures with the answer as data.
/// </summary>
public sealed class HttpRequestAction : ISideEffectAction, IDisposable
{
    private static readonly int[] TransientStatuses = [408, 425, 429];
    private readonly HttpRequestOptions options;
    private readonly AddressGuard guard;
    private readonly HttpClient client;

    /// <summary>Creates the action.</summary>
    public HttpRequestAction(IOptions<WorkflowsOptions> options)
        : this(options.Value.Http, new AddressGuard(options.Value.Http))
    {
    }

    internal HttpRequestAction(HttpRequestOptions options, AddressGuard guard)
    {
        (this.options, this.guard) = (options, guard);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, token) => guard.ConnectAsync(context.DnsEndPoint, token),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public ActionDescriptor Descriptor { get; } = new()
    {
        Id = "http.request",
        Version = 1,
        Label = "HTTP request",
        Description = "Calls an HTTP endpoint; the call carries an Idempotency-Key, so that a repeat after a crash has no second effect.",
        HasSideEffects = true,
        InputSchema = JsonValue.Parse(
            """
            {"type":"object","required":["url"],"additionalProperties":false,"properties":{
              "method":{"enum":["GET","POST","PUT","PATCH","DELETE","HEAD"],"default":"POST"},"url":{"type":"string","format":"uri"},
              "headers":{"type":"object","additionalProperties":{"type":"string"}},"body":{}}}
            """),
        OutputSchema = JsonValue.Parse(
            """{"type":"object","required":["status"],"properties":{"status":{"type":"integer"},"headers":{"type":"object"},"body":{}}}"""),
    };

    /// <inheritdoc/>
    public async ValueTask<ActionResult> InvokeAsync(JsonValue input, ActionContext context, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(Text(input["url"]), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return ActionResult.Fail(FailureCategory.ValidationError, "URL_INVALID", "'url' is an absolute http or https address.");
        try
        {
            return await SendAsync(uri, input, context, cancellationToken);
        }
        catch (AddressRefusedException exception)
        {
            return ActionResult.Fail(FailureCategory.ActionError, "ADDRESS_REFUSED", exception.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return exception.InnerException is AddressRefusedException refused
                ? ActionResult.Fail(FailureCategory.ActionError, "ADDRESS_REFUSED", refused.Message)
                : ActionResult.Fail(FailureCategory.TransientError, "CONNECTION_FAILED", exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async ValueTask<ActionResult> SendAsync(Uri uri, JsonValue input, ActionContext context, CancellationToken cancellationToken)
    {
        var method = new HttpMethod(Text(input["method"]) is { Length: > 0 } text ? text.ToUpperInvariant() : "POST");
        for (var redirects = 0; ; redirects++)
        {
            guard.Check(uri);
            using var request = BuildRequest(method, uri, input, context);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                if (redirects >= options.MaxRedirects)
                    return ActionResult.Fail(FailureCategory.ActionError, "TOO_MANY_REDIRECTS", $"More than {options.MaxRedirects} redirects.");
                if ((int)response.StatusCode is 301 or 302 or 303 && method != HttpMethod.Head) method = HttpMethod.Get;
                var target = new Uri(uri, location);
                if (!IsSameOrigin(uri, target))
                {
                    // Headers and body may hold secrets that are meant for the host that the author named.
                    if (method != HttpMethod.Get && method != HttpMethod.Head)
                        return ActionResult.Fail(
                            FailureCategory.ActionError, "REDIRECT_REFUSED", $"The redirect leads to '{target.Host}', which is not sent the request.");
                    input = JsonValue.EmptyObject;
                }

                uri = target;
                continue;
            }

            return await ReadAsync(response, cancellationToken);
        }
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static HttpRequestMessage BuildRequest(HttpMethod method, Uri uri, JsonValue input, ActionContext context)
    {
        var request = new HttpRequestMessage(method, uri);
        var body = input["body"];
        if (!body.IsMissingOrNull && method != HttpMethod.Get && method != HttpMethod.Head)
        {
            request.Content = body.Kind == JsonKind.String
                ? new StringContent(body.GetString(), Encoding.UTF8, "text/plain")
                : new ByteArrayContent(body.ToUtf8()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach (var header in input["headers"].EnumerateObject())
        {
            if (header.Value.Kind != JsonKind.String) continue;
            if (header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && request.Content is { } content)
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value.GetString());
            else request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }

        request.Headers.TryAddWithoutValidation("Idempotency-Key", context.IdempotencyKey);
        return request;
    }

    private async ValueTask<ActionResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await ReadBoundedAsync(stream, cancellationToken);
        if (bytes is null)
            return ActionResult.Fail(
                FailureCategory.ActionError, "RESPONSE_TOO_LARGE", $"The answer has more than {options.MaxResponseBytes} bytes.");

        var output = new JsonObjectBuilder();
        output.Add("status", JsonValue.From(status));
        var headers = new JsonObjectBuilder();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            headers.Add(name.ToLowerInvariant(), JsonValue.From(string.Join(", ", values)));
        output.Add("headers", headers.Build());
        if (bytes.Length > 0)
            output.Add(
                "body",
                JsonValue.TryParse(bytes, null, out var parsed, out _) ? parsed : JsonValue.From(Encoding.UTF8.GetString(bytes)));
        var value = output.Build();
        if (status < 400) return ActionResult.Success(value);
        var category = status >= 500 || TransientStatuses.Contains(status) ? FailureCategory.TransientError : FailureCategory.ActionError;
        return ActionResult.Fail(category, "HTTP_" + status, $"The endpoint answered {status}.", value);
    }

    private async ValueTask<byte[]?> ReadBoundedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (await stream.ReadAsync(buffer.GetMemory(4096), cancellationToken) is > 0 and var read)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > options.MaxResponseBytes) return null;
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : string.Empty;
}
