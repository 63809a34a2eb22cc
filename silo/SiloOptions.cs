using System.Globalization;
using System.Net;
using Workflows.ClientApi.Configuration;

namespace Workflows.Silo;

/// <summary>What a process does in the cluster.</summary>
internal enum SiloRole
{
    /// <summary>It serves the API and hosts entities.</summary>
    All,

    /// <summary>It hosts entities and answers health.</summary>
    Silo,

    /// <summary>It serves the API and hosts no entities.</summary>
    Gateway,
}

/// <summary>The settings of the cluster host; docs/cluster.md lists them. All others are those of the server.</summary>
internal sealed record SiloOptions
{
    private const string RoleName = "role";
    private const string ClusterName = "cluster-id";
    private const string ServiceName = "service-id";
    private const string PortName = "silo-port";
    private const string AddressName = "silo-address";
    private const string ProbeName = "probe-timeout";
    private static readonly string[] Names = [RoleName, ClusterName, ServiceName, PortName, AddressName, ProbeName];

    /// <summary>The lines of the help text.</summary>
    public const string Help = """

        --role               What this process does: all, silo (no API), gateway (no entities). Default: all
        --cluster-id         The name of the cluster; silos of one name and one database find each other. Default: workflows
        --service-id         The name under which reminders and grain state are kept; never change it. Default: workflows
        --silo-port          The port on which silos talk to each other. Default: 11111
        --silo-address       The address at which the other silos reach this one. Default: 127.0.0.1
        --probe-timeout      Seconds within which a silo answers a probe of another; dead after three. Default: 1
      """;

    /// <summary>What the process does.</summary>
    public required SiloRole Role { get; init; }

    /// <summary>The name of the cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The name under which reminders and grain state are kept.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where silos talk to this one.</summary>
    public required IPEndPoint Endpoint { get; init; }

    /// <summary>How long a silo waits for another's answer to a probe; three that fail make it vote for its death.</summary>
    public required TimeSpan ProbeTimeout { get; init; }

    /// <summary>Takes the cluster's settings out of the command line, else from the environment; the rest is the server's.</summary>
    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static (SiloOptions Options, string[] Server) Read(string[] arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal) || !Names.Contains(name[2..])) rest.Add(arguments[i]);
            else given[name[2..]] = value ?? (++i < arguments.Length ? arguments[i] : throw StartupException.Options($"The option {name} needs a value."));
        }

        string Value(string name, string otherwise) => given.GetValueOrDefault(name)
            ?? Environment.GetEnvironmentVariable("WORKFLOWS_" + name.Replace('-', '_').ToUpperInvariant()) ?? otherwise;
        var options = new SiloOptions
        {
            Role = ReadRole(Value(RoleName, "all")),
            ClusterId = ReadName(ClusterName, Value(ClusterName, "workflows")),
            ServiceId = ReadName(ServiceName, Value(ServiceName, "workflows")),
            Endpoint = new IPEndPoint(ReadAddress(Value(AddressName, "127.0.0.1")), ReadPort(Value(PortName, "11111"))),
            ProbeTimeout = ReadSeconds(ProbeName, Value(ProbeName, "1")),
        };
        return (options, [.. rest]);
    }

    private static SiloRole ReadRole(string text) => text switch
    {
        "all" => SiloRole.All,
        "silo" => SiloRole.Silo,
        "gateway" => SiloRole.Gateway,
        _ => throw Wrong(RoleName, text, "all, silo or gateway"),
    };

    private static string ReadName(string name, string text) =>
        text.Length is > 0 and <= 100 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? text
            : throw Wrong(name, text, "1 to 100 letters, digits, '-', '_' or '.'");

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Wrong(PortName, text, "a port from 1 to 65535");

    private static TimeSpan ReadSeconds(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong(name, text, "whole seconds from 1 to 60");

    private static IPAddress ReadAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any)
            ? address
            : throw Wrong(AddressName, text, "the IP address of one network interface of this machine");

    private static StartupException Wrong(string name, string value, string expected) =>
        StartupException.Options($"--{name} is '{value}'; it must be {expected}.");
}
