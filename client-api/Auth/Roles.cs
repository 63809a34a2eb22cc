using System.Collections.Frozen;

namespace Workflows.ClientApi.Auth;

/// <summary>What a credential may do. Route groups name one permission each.</summary>
internal static class Permissions
{
    public const string Read = "read";
    public const string Submit = "submit";
    public const string Operate = "operate";
    public const string Manage = "manage";
    public const string Publish = "publish";
    public const string Admin = "admin";
    public const string Work = "work";
    public const string System = "system";

    public static readonly string[] All = [Read, Submit, Operate, Manage, Publish, Work, Admin, System];
}

/// <summary>Roles are what credentials carry; each is a set of permissions.</summary>
internal static class Roles
{
    public const string Admin = "admin";
    public const string SystemAdmin = "system-admin";

    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        ["worker"] = [Permissions.Work],
        ["viewer"] = [Permissions.Read],
        ["operator"] = [Permissions.Read, Permissions.Submit, Permissions.Operate],
        ["editor"] = [Permissions.Read, Permissions.Submit, Permissions.Operate, Permissions.Manage],
        ["publisher"] = [Permissions.Read, Permissions.Submit, Permissions.Operate, Permissions.Manage, Permissions.Publish],
        [Admin] = [.. Permissions.All.Except([Permissions.System])],
        [SystemAdmin] = Permissions.All,
    }.ToFrozenDictionary();

    /// <summary>The names of all roles, weakest first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.OrderBy(role => role.Value.Length).Select(role => role.Key)];

    /// <summary>Whether a role exists.</summary>
    public static bool Exists(string role) => Table.ContainsKey(role);

    /// <summary>The permissions of several roles; unknown ones give none.</summary>
    public static FrozenSet<string> PermissionsOf(IEnumerable<string> roles) =>
        roles.SelectMany(role => Table.GetValueOrDefault(role, [])).ToFrozenSet();
}
