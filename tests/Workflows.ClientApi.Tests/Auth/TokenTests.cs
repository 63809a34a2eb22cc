using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Auth;

public sealed class TokenTests : IAsyncDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "workflows";
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "k1" };
    private readonly TempFolder folder = new();
    private readonly Gateway gateway;

    public TokenTests()
    {
        var file = folder.File("keys.json");
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        File.WriteAllText(file, $$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"k1","use":"sig","x":"{{jwk.X}}","y":"{{jwk.Y}}"}]}""");
        gateway = new Gateway(
            folder, ("jwt-issuer", Issuer), ("jwt-audience", Audience), ("jwt-keys", file), ("samples", "false"));
    }

    [Fact]
    public async Task GoodToken_ActsForItsTenantWithItsRoles()
    {
        var api = gateway.With(Token(tenant: "acme", roles: ["operator"]));

        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "from-token"))).Ok(System.Net.HttpStatusCode.Accepted);
        (await api.GetAsync("/v1/keys")).Problem(403, "FORBIDDEN");
        (await gateway.With(Token(tenant: "other", roles: ["admin"])).GetAsync("/v1/events/from-token"))
            .Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task BadTokens_AreRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] bad =
        [
            Token(issuer: "https://other.example"),
            Token(audience: "other"),
            Token(expires: TimeProvider.System.GetUtcNow().AddMinutes(-5)),
            Token(signer: new ECDsaSecurityKey(other) { KeyId = "k1" }),
            Token(tenant: null),
            Token(tenant: "acme")[..^4] + "AAAA",
        ];

        foreach (var token in bad) (await gateway.With(token).GetAsync("/v1/events")).Problem(401, "UNAUTHORIZED");
    }

    [Fact]
    public async Task TokenWithoutRoles_MayDoNothing() =>
        (await gateway.With(Token(roles: [])).GetAsync("/v1/events")).Problem(403, "FORBIDDEN");

    [Fact]
    public void DevelopmentKey_IsNotMade_WhenCredentialsAreConfigured()
    {
        gateway.Services.ShouldNotBeNull();
        File.Exists(folder.File("dev.key")).ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Dispose();
    }

    private string Token(
        string? tenant = "acme", string[]? roles = null, string issuer = Issuer, string audience = Audience, DateTimeOffset? expires = null,
        SecurityKey? signer = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "someone", ["roles"] = roles ?? ["admin"] };
        if (tenant is not null) claims["tenant"] = tenant;
        var end = expires ?? TimeProvider.System.GetUtcNow().AddMinutes(5);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = end.AddMinutes(-10).UtcDateTime,
            NotBefore = end.AddMinutes(-10).UtcDateTime,
            Expires = end.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(signer ?? key, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
