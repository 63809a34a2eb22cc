using Microsoft.AspNetCore.Authorization;

namespace Workflows.ClientApi.Auth;

/// <summary>Marks a route with a permission that its caller needs; also a requirement of the authorization policy.</summary>
/// <param name="permission">One of <see cref="Permissions"/>.</param>
internal sealed class NeedsPermission(string permission)
    : AuthorizationHandler<NeedsPermission>, IAuthorizationRequirement, IAuthorizationRequirementData
{
    /// <summary>The permission.</summary>
    public string Permission { get; } = permission;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsPermission requirement)
    {
        if (context.User.Identity is CredentialIdentity identity && identity.Permissions.Contains(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Puts permissions on routes.</summary>
internal static class NeedsPermissionExtensions
{
    /// <summary>Lets only callers with a permission through; anyone else gets 401 or 403.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string permission)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new NeedsPermission(permission));
        return builder;
    }
}
