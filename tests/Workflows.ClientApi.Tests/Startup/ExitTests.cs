using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>Starts the server as a process and looks at how it refuses.</summary>
public sealed class ExitTests
{
    [Fact]
    public async Task WrongOption_EndsWithCode2() =>
        await ShouldEndAsync(2, "sqlite or postgres", "--store", "mysql");

    [Fact]
    public async Task Help_EndsWithCode0() => await ShouldEndAsync(0, "", "--help", "--data");

    [Fact]
    public async Task BrokenSettingsFile_EndsWithCode2()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), "{ broken");

        await ShouldEndAsync(2, "appsettings.json", "--contentRoot", folder.Path);
    }

    [Fact]
    public async Task EngineSettingOutOfRange_EndsWithCode2() =>
        await ShouldEndAsync(2, "Lanes", "--Workflows:engine:lanes", "1000");

    [Fact]
    public async Task AbsentDatabase_EndsWithCode3() =>
        await ShouldEndAsync(
            3, "PostgreSQL cannot be used", "--store", "postgres", "--connection", $"Host=127.0.0.1;Port={LoopbackPorts.Next()};Username=x;Password=x;Timeout=1",
            "--startup-timeout", "1");

    [Fact]
    public async Task TakenAddress_EndsWithCode4()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await ShouldEndAsync(4, "--urls", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
    }

    [Fact]
    public async Task UnusableDataFolder_EndsWithCode5() =>
        await ShouldEndAsync(5, "--data", "--data", Path.Combine(typeof(ExitTests).Assembly.Location, "below-a-file"));

    private static async Task ShouldEndAsync(int code, string told, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Workflows.ClientApi.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var folder = new TempFolder();
        if (!arguments.Contains("--data"))
        {
            start.ArgumentList.Add("--data");
            start.ArgumentList.Add(folder.Path);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(code, error + await output);
        error.ShouldContain(told);
        error.ShouldNotContain("   at ");
    }
}
