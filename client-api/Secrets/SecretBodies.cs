using Workflows.Hosting.Secrets;

namespace Workflows.ClientApi.Secrets;

/// <summary>A new secret.</summary>
/// <param name="Name">1 to 255 capital letters, digits and underscores, beginning with a letter.</param>
/// <param name="Value">1 to 65,536 characters; no route gives it back.</param>
/// <param name="Description">What it is for; at most 1,000 characters.</param>
internal sealed record CreateSecretBody(string Name, string Value, string? Description);

/// <summary>A change of a secret.</summary>
/// <param name="Value">The new value; the value stays when absent.</param>
/// <param name="Description">The new description; it stays when absent and goes when empty.</param>
internal sealed record UpdateSecretBody(string? Value, string? Description);

/// <summary>A secret without its value.</summary>
internal sealed record SecretBody
{
    /// <summary>What definitions call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its value was set last.</summary>
    public required DateTimeOffset ValueSetAt { get; init; }

    /// <summary>The age of its value in whole days.</summary>
    public required int AgeDays { get; init; }

    /// <summary>When a run used it last, to about a minute; absent when none did.</summary>
    public DateTimeOffset? AccessedAt { get; init; }

    /// <summary>The keys of the workflows whose draft or newest version uses it.</summary>
    public required IReadOnlyList<string> UsedBy { get; init; }

    /// <summary>The body of a secret.</summary>
    public static SecretBody Of(SecretDetail detail, DateTimeOffset now) => new()
    {
        Name = detail.Secret.Name,
        Description = detail.Secret.Description,
        CreatedBy = detail.Secret.CreatedBy,
        CreatedAt = detail.Secret.CreatedAt,
        UpdatedBy = detail.Secret.UpdatedBy,
        UpdatedAt = detail.Secret.UpdatedAt,
        ValueSetAt = detail.Secret.ValueSetAt,
        AgeDays = (int)(now - detail.Secret.ValueSetAt).TotalDays,
        AccessedAt = detail.Secret.AccessedAt,
        UsedBy = detail.Workflows,
    };
}
