using Microsoft.AspNetCore.Authentication;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Auth;

/// <summary>Registers authentication and authorization.</summary>
internal static class AuthSetup
{
    /// <summary>API keys always; tokens when an issuer is configured.</summary>
    public static IServiceCollection AddGatewayAuth(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<ICredentialVerifier>(provider => provider.GetRequiredService<ApiKeyVerifier>());
        if (options.Jwt is { } jwt)
            services.AddSingleton<ICredentialVerifier>(provider => ActivatorUtilities.CreateInstance<JwtVerifier>(provider, jwt));
        services.AddAuthentication(CredentialHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.SchemeName, null);
        services.AddAuthorization();
        return services;
    }
}
