using Workflows.Hosting.Changes;

namespace Workflows.ClientApi.Requests;

/// <summary>Answers a change when every process of the host knows of it, so that a caller's next request may go to any of them.</summary>
internal static class ChangeFilter
{
    /// <summary>Adds the wait; it costs nothing where nothing was changed.</summary>
    public static TBuilder TellChanges<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context);
            await context.HttpContext.RequestServices.GetRequiredService<ChangeSignals>().SettleAsync();
            return answer;
        });
}
