using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Workflows.ClientApi.Problems;

namespace Workflows.ClientApi.Auth;

/// <summary>Reads the credential of a request: <c>Authorization: Bearer</c> with an API key or a token, or <c>X-Api-Key</c>.</summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    IEnumerable<ICredentialVerifier> verifiers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string SchemeName = "Credential";

    private const string BearerPrefix = "Bearer ";
    private const int MaxLength = 8 * 1024;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { Length: > 0 and <= MaxLength } credential) return AuthenticateResult.NoResult();
        foreach (var verifier in verifiers)
        {
            if (!verifier.Recognises(credential)) continue;
            var identity = await verifier.VerifyAsync(credential, Context.RequestAborted);
            return identity is null
                ? AuthenticateResult.Fail("The credential is not good.")
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
        }

        return AuthenticateResult.Fail("The credential is of no known kind.");
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return new ProblemResult(GatewayProblems.Unauthorized).ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<NeedsPermission>().FirstOrDefault(
            need => !Context.User.Credential().Permissions.Contains(need.Permission));
        return new ProblemResult(GatewayProblems.Forbidden(needed?.Permission ?? "none")).ExecuteAsync(Context);
    }

    private string? Presented()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)) return authorization[BearerPrefix.Length..].Trim();
        return Request.Headers["X-Api-Key"].ToString();
    }
}
