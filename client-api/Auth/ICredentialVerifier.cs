namespace Workflows.ClientApi.Auth;

/// <summary>Verifies one kind of credential.</summary>
internal interface ICredentialVerifier
{
    /// <summary>Whether a text has the form of this kind.</summary>
    bool Recognises(string credential);

    /// <summary>The identity of a good credential; null for any other.</summary>
    ValueTask<CredentialIdentity?> VerifyAsync(string credential, CancellationToken cancellationToken);
}
