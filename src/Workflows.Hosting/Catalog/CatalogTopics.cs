using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Catalog.Schemas;
using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Catalog;

/// <summary>Makes the directories of the catalog known to the change signals.</summary>
internal static class CatalogTopics
{
    public const string Catalogs = "catalogs";
    public const string Schemas = "schemas";

    public static CatalogDirectory CreateCatalogs(IServiceProvider services)
    {
        var directory = new CatalogDirectory(services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<ChangeSignals>().Register(Catalogs, () => directory.Invalidate(TenantId.System));
        return directory;
    }

    public static SchemaDirectory CreateSchemas(IServiceProvider services)
    {
        var directory = new SchemaDirectory(services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<ChangeSignals>().Register(Schemas, () => directory.Invalidate(TenantId.System));
        return directory;
    }
}
