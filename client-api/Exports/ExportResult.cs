using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Workflows.ClientApi.Exports;

/// <summary>
/// Writes all rows of a list, page by page, as fast as the client takes them: the memory that it needs does not depend on their number. A
/// fault on the way breaks the connection, so that nobody takes a part for the whole.
/// </summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="name">The name of the file, without extension.</param>
/// <param name="format"><c>csv</c>, <c>json</c> or <c>ndjson</c>.</param>
/// <param name="pages">The rows.</param>
/// <param name="columns">The columns of CSV.</param>
/// <param name="body">The object of a row in JSON.</param>
internal sealed class ExportResult<T>(
    string name, string format, IAsyncEnumerable<IReadOnlyList<T>> pages, IReadOnlyList<(string Name, Func<T, string?> Value)> columns,
    Func<T, object> body) : IResult
{
    /// <summary>The formats.</summary>
    public static readonly string[] Formats = ["csv", "json", "ndjson"];

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format switch
        {
            "csv" => "text/csv; charset=utf-8",
            "json" => "application/json",
            _ => "application/x-ndjson",
        };
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{format}\"";
        if (format == "csv") await WriteCsvAsync(response, httpContext.RequestAborted);
        else await WriteJsonAsync(response, httpContext.RequestAborted);
    }

    private async Task WriteCsvAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        // A cell that a spreadsheet would take for a formula is made a text.
        await using var csv = CsvWriter.Create(response.Body, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns.Select(column => column.Name)], cancellationToken);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var row in page) await csv.WriteRecordAsync([.. columns.Select(column => column.Value(row))], cancellationToken);
            await csv.FlushAsync(cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private async Task WriteJsonAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var options = response.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var isArray = format == "json";
        var first = true;
        var writer = response.BodyWriter;
        if (isArray) Write("["u8);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var row in page)
            {
                if (isArray && !first) Write(",\n"u8);
                first = false;
                Write(JsonSerializer.SerializeToUtf8Bytes(body(row), options));
                if (!isArray) Write("\n"u8);
            }

            await writer.FlushAsync(cancellationToken);
        }

        if (isArray) Write("]\n"u8);
        await writer.FlushAsync(cancellationToken);

        void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(writer.GetSpan(bytes.Length));
            writer.Advance(bytes.Length);
        }
    }
}
