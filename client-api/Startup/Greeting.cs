using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>Tells the person who started the server where it is and what to try.</summary>
internal sealed class Greeting(IServer server, ServerOptions options, StartupKeys keys)
{
    /// <summary>Prints the address, the development key and a line to try.</summary>
    public void Print()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.Urls[0];
        var place = options.Store == StoreKind.Postgres ? "PostgreSQL" : $"SQLite in {options.Data}";
        Console.Out.WriteLine($"""

            Orleans.Workflows {typeof(Greeting).Assembly.GetName().Version?.ToString(3)} is running on {place}.

              Console   {address}{(keys.Development is { } key ? $"/#key={key}" : string.Empty)}
              API       {address}/docs
            """);
        if (keys.Development is { } shown) PrintKey(address, shown);
        Console.Out.WriteLine();
        Console.Out.WriteLine("Stop with Ctrl+C.");
    }

    private void PrintKey(string address, string key) => Console.Out.WriteLine($$$"""
          Key       {{{key}}}
                    (development key of the tenant '{{{options.Tenant}}}', kept in {{{DataFolder.KeyPath(options.Data)}}})

        Publish an event and see what it does:

          curl -s '{{{address}}}/v1/events?wait=processed' -H 'Authorization: Bearer {{{key}}}' -H 'Content-Type: application/json' \
            -d '{"type":"INVOICE_OVERDUE","source":"billing","payload":{"tenantId":"dev","occurredAt":"2026-02-14T06:00:00Z",
                 "invoiceId":"88ab3856-e8ec-4254-a27c-809ecde36575","dueDate":"2026-01-31","amountDue":"1482.50","currency":"EUR",
                 "daysOverdue":14}}'
        """);
}
