namespace Workflows.ClientApi.Problems;

/// <summary>Tells the OpenAPI document which problems routes answer with.</summary>
internal static class ProblemMetadata
{
    /// <summary>Adds the statuses.</summary>
    public static TBuilder MayRefuse<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemResult.MediaType]));
        return builder;
    }
}
