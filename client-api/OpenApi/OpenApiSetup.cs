using Microsoft.OpenApi;

namespace Workflows.ClientApi.OpenApi;

/// <summary>The OpenAPI 3.1 document and the page to try it.</summary>
internal static class OpenApiSetup
{
    private const string SchemeName = "credential";

    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddGatewayOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Orleans.Workflows",
                Version = "v1",
                Description = "Publish events, and see what workflows make of them. Every answer that is not a success is an RFC 9457 "
                    + "problem with a stable code, the JSON pointer of the offending value and a next step.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [SchemeName] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key (wfk_…) or a JSON web token.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(ParameterDocs.DescribeAsync);
        options.AddOperationTransformer(Examples.AddAsync);
        options.AddSchemaTransformer(SchemaDocs.DescribeAsync);
    });

    /// <summary>Maps <c>/openapi/v1.json</c> and <c>/docs</c>, both open to everybody: they hold no data.</summary>
    public static void MapGatewayOpenApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Orleans.Workflows API";
            page.SwaggerEndpoint("/openapi/v1.json", "v1");
        });
    }
}
