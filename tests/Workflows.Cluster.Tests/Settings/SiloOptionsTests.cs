using System.Diagnostics;
using System.Net;
using Workflows.ClientApi.Configuration;
using Workflows.Silo;

namespace Workflows.Cluster.Tests.Settings;

/// <summary>The settings of the cluster host, from the command line and from the environment.</summary>
public sealed class SiloOptionsTests
{
    [Fact]
    public void NothingGiven_HasTheDocumentedDefaults()
    {
        var (options, rest) = SiloOptions.Read([]);

        options.ShouldBe(new SiloOptions
        {
            Role = SiloRole.All,
            ClusterId = "workflows",
            ServiceId = "workflows",
            Endpoint = new IPEndPoint(IPAddress.Loopback, 11111),
            ProbeTimeout = TimeSpan.FromSeconds(1),
        });
        rest.ShouldBeEmpty();
    }

    [Fact]
    public void OptionsOfTheCluster_AreTaken_AndTheRestIsTheServers()
    {
        var (options, rest) = SiloOptions.Read(
        [
            "--store", "postgres", "--role", "gateway", "--cluster-id=eu-1", "--samples", "false", "--service-id", "eu", "--silo-port", "65535",
            "--silo-address=10.0.0.4", "--probe-timeout", "60", "--urls=http://127.0.0.1:1",
        ]);

        options.ShouldBe(new SiloOptions
        {
            Role = SiloRole.Gateway,
            ClusterId = "eu-1",
            ServiceId = "eu",
            Endpoint = new IPEndPoint(IPAddress.Parse("10.0.0.4"), 65535),
            ProbeTimeout = TimeSpan.FromSeconds(60),
        });
        rest.ShouldBe(["--store", "postgres", "--samples", "false", "--urls=http://127.0.0.1:1"]);
    }

    [Theory]
    [InlineData("all", "All")]
    [InlineData("silo", "Silo")]
    [InlineData("gateway", "Gateway")]
    public void Role_IsOneOfThree(string text, string role) => SiloOptions.Read(["--role", text]).Options.Role.ToString().ShouldBe(role);

    [Theory]
    [InlineData("role", "Gateway")]
    [InlineData("role", "")]
    [InlineData("cluster-id", "")]
    [InlineData("cluster-id", "two words")]
    [InlineData("service-id", "a/b")]
    [InlineData("silo-port", "0")]
    [InlineData("silo-port", "65536")]
    [InlineData("silo-port", "-1")]
    [InlineData("silo-port", "http")]
    [InlineData("silo-address", "localhost")]
    [InlineData("silo-address", "0.0.0.0")]
    [InlineData("probe-timeout", "0")]
    [InlineData("probe-timeout", "61")]
    [InlineData("probe-timeout", "1.5")]
    public void WrongValue_IsRefused_WithItsNameAndWhatItMustBe(string name, string value)
    {
        var refused = Should.Throw<StartupException>(() => SiloOptions.Read([$"--{name}", value]));

        refused.Message.ShouldStartWith($"--{name} is '{value}'; it must be ");
        refused.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void NameOfAHundredLetters_IsTheLongest()
    {
        SiloOptions.Read(["--cluster-id", new string('a', 100)]).Options.ClusterId.Length.ShouldBe(100);
        Should.Throw<StartupException>(() => SiloOptions.Read(["--cluster-id", new string('a', 101)]));
    }

    [Fact]
    public void OptionWithoutAValue_IsRefused() =>
        Should.Throw<StartupException>(() => SiloOptions.Read(["--store", "postgres", "--role"])).Message.ShouldBe("The option --role needs a value.");

    /// <summary>In a process: the environment of this one is that of every silo that other tests start meanwhile.</summary>
    [Theory]
    [InlineData("WORKFLOWS_ROLE", "nobody", "--role is 'nobody'")]
    [InlineData("WORKFLOWS_CLUSTER_ID", "two words", "--cluster-id is 'two words'")]
    [InlineData("WORKFLOWS_SERVICE_ID", "a/b", "--service-id is 'a/b'")]
    [InlineData("WORKFLOWS_SILO_PORT", "0", "--silo-port is '0'")]
    [InlineData("WORKFLOWS_SILO_ADDRESS", "nowhere", "--silo-address is 'nowhere'")]
    [InlineData("WORKFLOWS_PROBE_TIMEOUT", "never", "--probe-timeout is 'never'")]
    public async Task Environment_IsReadForWhatTheCommandLineDoesNotSay(string variable, string value, string complaint)
    {
        var (code, error) = await RunAsync((variable, value));
        code.ShouldBe(2);
        error.ShouldContain(complaint);

        var option = $"--{complaint.Split(' ')[0][2..]}";
        (code, error) = await RunAsync((variable, value), option, "also wrong!");
        error.ShouldContain($"{option} is 'also wrong!'", customMessage: "the command line wins");
    }

    [Fact]
    public async Task Environment_WithGoodValues_LeavesOnlyTheDatabaseToAskFor()
    {
        var (code, error) = await RunAsync(("WORKFLOWS_ROLE", "silo"));

        code.ShouldBe(2);
        error.ShouldContain("A cluster needs PostgreSQL");
    }

    private static async Task<(int Code, string Error)> RunAsync((string Name, string Value) variable, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workflows.Silo.dll"), .. options])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        finally
        {
            process.Kill();
        }

        await output;
        return (process.ExitCode, await error);
    }
}
