using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>Runs the server to its end and turns a failed start into one clear line and an exit code.</summary>
internal static class ServerRun
{
    /// <summary>Builds and runs, or shows the options; the exit code of the process.</summary>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, () => Server.Build(args));

    /// <summary>The same for a server that somebody else puts together.</summary>
    public static async Task<int> RunAsync(string[] args, Func<WebApplication> build, string furtherHelp = "")
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.Out.WriteLine($"Runs the engine and its HTTP gateway. The options:\n{ServerSettings.Help()}{furtherHelp}");
            return 0;
        }

        try
        {
            using var limit = new StopLimit();
            await using var app = build();
            limit.Watch(app.Services);
            await app.RunAsync();
            return 0;
        }
        catch (StartupException exception)
        {
            return Say(exception);
        }
        catch (OptionsValidationException exception)
        {
            return Say(StartupException.Options($"A setting of the engine is wrong: {exception.Message}"));
        }
        catch (InvalidDataException exception)
        {
            return Say(StartupException.Options($"{exception.Message} {exception.InnerException?.Message}"));
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            return Say(StartupException.Address(
                $"{exception.Message} Choose another address with --urls http://127.0.0.1:<port>.", exception));
        }
    }

    private static int Say(StartupException exception)
    {
        Console.Error.WriteLine($"workflows: {exception.Message}");
        return exception.ExitCode;
    }
}
