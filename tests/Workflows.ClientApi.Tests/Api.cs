using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.ClientApi.Tests;

/// <summary>Sends requests as a user would.</summary>
public sealed class Api(HttpClient client)
{
    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public Task<Answer> DeleteAsync(string address) => SendAsync(HttpMethod.Delete, address);

    public Task<Answer> PostAsync(string address, string body = "", string type = "application/json", string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, address, body, type, ifMatch);

    public Task<Answer> PutAsync(string address, string body, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, address, body, "application/json", ifMatch);

    public async Task<Answer> SendAsync(
        HttpMethod method, string address, string? body = null, string type = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            && response.Content.Headers.ContentType.MediaType != "application/x-ndjson";
        return new Answer(
            response.StatusCode, isJson ? JsonValue.Parse(bytes) : JsonValue.Missing, Encoding.UTF8.GetString(bytes),
            response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag, response.Headers.Location?.ToString());
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(
    HttpStatusCode Status, JsonValue Body, string Text, string? MediaType, string? ETag, string? Location)
{
    public JsonValue this[string name] => Body[name];

    /// <summary>The texts of one property over the items of a page.</summary>
    public IReadOnlyList<string> Items(string property)
    {
        var texts = new List<string>();
        foreach (var item in Body["items"].EnumerateArray()) texts.Add(item[property].GetString());
        return texts;
    }

    /// <summary>Asserts a success.</summary>
    public Answer Ok(HttpStatusCode status = HttpStatusCode.OK)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>Asserts a problem with everything that one has.</summary>
    public Answer Problem(int status, string code, string? pointer = null)
    {
        ((int)Status).ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        Body["status"].GetDouble().ShouldBe(status);
        Body["code"].GetString().ShouldBe(code, Text);
        Body["detail"].GetString().ShouldNotBeNullOrEmpty();
        Body["nextStep"].Kind.ShouldBe(JsonKind.String, Text);
        Body["traceId"].Kind.ShouldBe(JsonKind.String);
        (Body["pointer"].IsMissing ? null : Body["pointer"].GetString()).ShouldBe(pointer);
        return this;
    }
}
