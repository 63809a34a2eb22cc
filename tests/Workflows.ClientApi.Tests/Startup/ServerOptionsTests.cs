using Microsoft.Extensions.Configuration;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Tests.Startup;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Defaults_AreSqliteOnLoopback()
    {
        var options = Read();

        options.Store.ShouldBe(StoreKind.Sqlite);
        options.Urls.ShouldBe(["http://127.0.0.1:8080"]);
        options.Data.ShouldBe(Path.GetFullPath("./data"));
        options.HasCredentials.ShouldBeFalse();
        options.Samples.ShouldBeTrue();
    }

    [Fact]
    public void CommandLine_WinsOverTheFile()
    {
        var file = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Workflows:tenant"] = "file", ["Workflows:data"] = "/from/file" }).Build();

        var options = ServerOptionsReader.Read(file, ["--tenant", "line"]);

        options.Tenant.ShouldBe("line");
        options.Data.ShouldBe("/from/file");
    }

    [Theory]
    [InlineData("--store", "mysql", "sqlite or postgres")]
    [InlineData("--store", "postgres", "--connection")]
    [InlineData("--connection", "Host=x", "--store postgres")]
    [InlineData("--urls", "localhost", "http://")]
    [InlineData("--urls", "http://0.0.0.0:80", "credentials")]
    [InlineData("--urls", "http://127.0.0.1:1;http://*:80", "credentials")]
    [InlineData("--tenant", "a b", "letters")]
    [InlineData("--admin-key", "short", "wfk_")]
    [InlineData("--system-key", "short", "wfk_")]
    [InlineData("--samples", "maybe", "true or false")]
    [InlineData("--startup-timeout", "601", "0 to 600")]
    [InlineData("--drain-delay", "301", "0 to 300")]
    [InlineData("--shutdown-timeout", "0", "1 to 600")]
    [InlineData("--jwt-issuer", "https://i", "--jwt-audience")]
    [InlineData("--stroe", "sqlite", "no option --stroe")]
    public void WrongOption_IsRefused_WithWhatToDo(string name, string value, string told)
    {
        var exception = Should.Throw<StartupException>(() => Read(name, value));

        exception.ExitCode.ShouldBe(2);
        exception.Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("--store")]
    public void BrokenCommandLine_IsRefused(string argument) => Should.Throw<StartupException>(() => Read(argument)).ExitCode.ShouldBe(2);

    [Fact]
    public void OpenAddress_IsTaken_WithAnAdminKey() =>
        Read("--urls", "http://0.0.0.0:80", "--admin-key", $"wfk_{new string('a', 32)}").HasCredentials.ShouldBeTrue();

    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://[::1]:5000")]
    public void Loopback_IsTaken_WithoutCredentials(string url) => Read("--urls", url).Urls.ShouldBe([url]);

    private static ServerOptions Read(params string[] arguments) =>
        ServerOptionsReader.Read(new ConfigurationBuilder().Build(), arguments);
}
