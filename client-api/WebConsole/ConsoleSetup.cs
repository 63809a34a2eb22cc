using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Workflows.ClientApi.WebConsole;

/// <summary>Serves the web console, which is files only: it talks to the public API like any other client.</summary>
internal static class ConsoleSetup
{
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>What the pages may do: nothing from elsewhere. The schema forms compile schemas, hence the evaluation of scripts.</summary>
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private static readonly string[] OtherAddresses = ["/v1", "/health", "/openapi", "/docs", "/metrics"];

    /// <summary>The folder of the built console, beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "console");

    /// <summary>Compresses the console's files on their way; answers of the API stay as they are.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "font/ttf"];
    });

    /// <summary>
    /// Answers for the console's files, and every address that no route knows with the console's one page, which finds its way by the
    /// address. What lies below the API's addresses stays a problem.
    /// </summary>
    public static void UseConsole(this WebApplication app)
    {
        app.UseWhen(IsOfTheConsole, pages =>
        {
            pages.UseResponseCompression();
            if (Directory.Exists(Folder))
                pages.UseStaticFiles(new StaticFileOptions
                {
                    FileProvider = new PhysicalFileProvider(Folder),
                    OnPrepareResponse = file => Describe(file.Context.Response, file.File.Name),
                });
            pages.Run(AnswerPageAsync);
        });
    }

    private static bool IsOfTheConsole(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.GetEndpoint() is null && !OtherAddresses.Any(other => context.Request.Path.StartsWithSegments(other));

    /// <summary>Whether an address is that of a file: schemas and workflows have dots in their names too, and addresses of two parts and more.</summary>
    private static bool IsFile(PathString path) =>
        path.StartsWithSegments("/assets") || (Path.HasExtension(path.Value) && path.Value!.LastIndexOf('/') == 0);

    private static Task AnswerPageAsync(HttpContext context)
    {
        if (IsFile(context.Request.Path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var page = Path.Combine(Folder, "index.html");
        context.Response.ContentType = "text/html; charset=utf-8";
        Describe(context.Response, "index.html");
        return File.Exists(page) ? context.Response.SendFileAsync(page) : context.Response.WriteAsync(MissingConsole.Page);
    }

    private static void Describe(HttpResponse response, string file)
    {
        var isPage = file.EndsWith(".html", StringComparison.Ordinal);
        response.Headers[HeaderNames.CacheControl] =
            response.HttpContext.Request.Path.StartsWithSegments("/assets") ? Immutable : "no-cache";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (!isPage) return;
        response.Headers[HeaderNames.ContentSecurityPolicy] = ContentPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
