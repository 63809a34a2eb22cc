using Workflows.ClientApi;
using Workflows.ClientApi.Startup;

namespace Workflows.Silo;

/// <summary>Runs a process of the cluster: the server of the embedded program, around a silo.</summary>
internal static class SiloRun
{
    /// <summary>Builds and runs, or shows the options; the exit code of the process.</summary>
    public static Task<int> RunAsync(string[] args) => ServerRun.RunAsync(
        args,
        () =>
        {
            var (options, rest) = SiloOptions.Read(args);
            return Server.Build(rest, new SiloServerHost(options));
        },
        SiloOptions.Help);
}
