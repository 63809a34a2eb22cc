using Workflows.Hosting.Changes;

namespace Workflows.ClientApi.Requests;

/// <summary>Answers a change when every process of the host knows of it, so that a caller's next request may go to any of them.</summary>
internal static class ChangeFilter
{
    /// <summary>Adds the wait: of a request for what it changed itself, and so for nothing where it changed nothing.</summary>
    public static TBuilder TellChanges<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var changes = context.HttpContext.RequestServices.GetRequiredService<ChangeSignals>().Begin();
            var answer = await next(context);
            await changes.SettleAsync().WaitAsync(context.HttpContext.RequestAborted);
            return answer;
        });
}
