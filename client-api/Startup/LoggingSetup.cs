namespace Workflows.ClientApi.Startup;

/// <summary>What the console shows.</summary>
internal static class LoggingSetup
{
    /// <summary>One line an entry; the framework only from warnings on. appsettings.json can change it, as everywhere.</summary>
    public static void AddGatewayLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Workflows.ClientApi.Auth", LogLevel.Warning);
        // A failed start is told once, by ServerRun.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
