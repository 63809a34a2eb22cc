using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>Runs the server to its end and turns a failed start into one clear line and an exit code.</summary>
internal static class ServerRun
{
    /// <summary>Builds and runs; the exit code of the process.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            await app.RunAsync();
            return 0;
        }
        catch (StartupException exception)
        {
            return Say(exception);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            return Say(StartupException.Address($"{exception.Message} Choose another address with --urls http://127.0.0.1:<port>.", exception));
        }
    }

    private static int Say(StartupException exception)
    {
        Console.Error.WriteLine($"workflows: {exception.Message}");
        return exception.ExitCode;
    }
}
