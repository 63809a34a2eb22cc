using Microsoft.AspNetCore.Diagnostics;
using Workflows.Abstractions.Storage;

namespace Workflows.ClientApi.Problems;

/// <summary>Makes every failed answer a problem: exceptions, and bare statuses of the framework.</summary>
internal static partial class ProblemPipeline
{
    /// <summary>Puts problem answers around everything that follows.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerExceptionAsync, SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => AnswerStatusAsync(context.HttpContext));
    }

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return Task.CompletedTask;
        return Translate(exception, context).ExecuteAsync(context);
    }

    private static ProblemResult Translate(Exception exception, HttpContext context)
    {
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProblemPipeline));
        switch (exception)
        {
            case StoreException { IsTransient: true }:
                LogStoreUnavailable(log, exception.Message, ProblemStatus.TraceOf(context));
                return new ProblemResult(GatewayProblems.StoreUnavailable);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new ProblemResult(GatewayProblems.BodyTooLarge(Requests.RequestBody.MaxBytes));
            case BadHttpRequestException bad:
                return new ProblemResult(GatewayProblems.BadRequest(bad.Message), bad.StatusCode);
            default:
                LogUnexpected(log, exception, ProblemStatus.TraceOf(context));
                return new ProblemResult(GatewayProblems.Internal);
        }
    }

    private static Task AnswerStatusAsync(HttpContext context)
    {
        var problem = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => GatewayProblems.NoSuchRoute,
            StatusCodes.Status405MethodNotAllowed => GatewayProblems.MethodNotAllowed,
            StatusCodes.Status415UnsupportedMediaType => GatewayProblems.UnsupportedMediaType("application/json"),
            _ => GatewayProblems.BadRequest("The request was refused."),
        };
        return new ProblemResult(problem, context.Response.StatusCode).ExecuteAsync(context);
    }

    [LoggerMessage(3001, LogLevel.Warning, "The store is unavailable (trace {TraceId}): {Reason}")]
    private static partial void LogStoreUnavailable(ILogger log, string reason, string traceId);

    [LoggerMessage(3002, LogLevel.Error, "A request failed (trace {TraceId})")]
    private static partial void LogUnexpected(ILogger log, Exception exception, string traceId);
}
