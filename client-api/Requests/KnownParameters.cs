using System.Reflection;
using Workflows.ClientApi.Problems;

namespace Workflows.ClientApi.Requests;

/// <summary>Refuses query parameters that a route does not have: a misspelt filter must not answer with everything.</summary>
internal static class KnownParameters
{
    /// <summary>Guards every route of a group.</summary>
    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory((context, next) =>
        {
            var known = NamesOf(context.MethodInfo);
            return invocation =>
            {
                foreach (var name in invocation.HttpContext.Request.Query.Keys)
                    if (!known.Contains(name, StringComparer.Ordinal))
                        return new(new ProblemResult(GatewayProblems.UnknownParameter(name, known)));
                return next(invocation);
            };
        });
        return group;
    }

    private static List<string> NamesOf(MethodInfo handler) =>
    [
        .. handler.GetParameters().SelectMany(parameter => parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
            : parameter.IsDefined(typeof(Microsoft.AspNetCore.Mvc.FromQueryAttribute)) ? [parameter.Name!] : []),
    ];
}
