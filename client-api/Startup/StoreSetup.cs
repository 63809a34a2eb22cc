using Workflows.Abstractions.Storage;
using Workflows.ClientApi.Configuration;
using Workflows.Storage.Postgres;
using Workflows.Storage.Sqlite;

namespace Workflows.ClientApi.Startup;

/// <summary>Registers the store that the options name.</summary>
internal static class StoreSetup
{
    /// <summary>The file of the SQLite store in the data folder.</summary>
    public const string FileName = "workflows.db";

    /// <summary>Registers the store; it is opened when it is first asked for.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, ServerOptions options) =>
        services.AddSingleton<IStore>(_ => options.Store == StoreKind.Postgres
            ? PostgresStore.Open(options.Connection!)
            : SqliteStore.Open(DataFolder.MakePrivateFile(options.Data, FileName)));
}
