namespace Workflows.ClientApi.Tests.Contract;

/// <summary>Catalog, schemas, secrets, workflows and the editor's questions.</summary>
internal sealed partial class ContractTour
{
    private const string Ticket = "TICKET_CREATED";

    private async Task SessionAsync()
    {
        await CallAsync("Live");
        await CallAsync("Ready");
        await CallAsync("GetSession");
        await CreateAsync("CreateKey");
        await CallAsync("ListKeys");
        await RemoveAsync("RevokeKey", "helpdesk");
    }

    private async Task CatalogAsync()
    {
        await CreateAsync("CreateEventType");
        await CallAsync("ListEventTypes", query: "?search=shop");
        await CallAsync("ListEventTypeCategories");
        await ReadAsync("GetEventType", "shop.order.placed");
        await ReadAsync("ReplaceEventType", "shop.order.placed");
        await ReadAsync("ChangeEventType", "shop.order.placed");
        await CreateAsync("CreateEventType", """{"type":"shop.order.lost","name":"Order lost","category":"Shop"}""");
        await RemoveAsync("DeleteEventType", "shop.order.lost");
        await CallAsync("SampleEvent", query: "?seed=7", values: Ticket);
    }

    private async Task SchemasAsync()
    {
        await CreateAsync("RegisterSchema");
        await CallAsync("RegisterSchema");
        await CallAsync("ListSchemas", query: "?search=shop");
        await ReadAsync("GetSchema", "payload.ShopOrderPlaced.v2");
        await CallAsync("DiffSchemas", query: "?with=payload.ShopOrderPlaced.v2", values: "payload.ShopOrderPlaced.v1");
        await CallAsync("SampleSchema", query: "?seed=7", values: "payload.ShopOrderPlaced.v2");
        await CreateAsync("RegisterSchema", """{"name":"payload.Parcel","status":"draft","schema":{"type":"object"}}""");
        await ReadAsync("ActivateSchema", "payload.Parcel.v1");
        await ReadAsync("DeprecateSchema", "payload.Parcel.v1");
    }

    private async Task SecretsAsync()
    {
        await CreateAsync("CreateSecret");
        await CallAsync("ListSecrets");
        await ReadAsync("GetSecret", "TOKEN");
        await ReadAsync("UpdateSecret", "TOKEN");
        await CallAsync("RotateSecrets");
        await RemoveAsync("DeleteSecret", "TOKEN");
    }

    private async Task WorkflowsAsync()
    {
        await CallAsync("ValidateDefinition");
        await CreateAsync("CreateWorkflow");
        await ReadAsync("GetContract", "greet");
        await ReadAsync("PublishWorkflow", "greet");
        await CallAsync(
            "SaveDraft", body: TestEvents.Definition(Ticket, "GREETED"), values: "greet");
        await ReadAsync("PublishWorkflow", "greet");
        await ReadAsync("GetWorkflow", "greet");
        await ReadAsync("ListVersions", "greet");
        await ReadAsync("GetVersion", "greet", "1");
        await ReadAsync("DiffVersions", "greet", "1", "2");
        await ReadAsync("ExportWorkflow", "greet");
        var bundle = await CallAsync("ExportWorkflows", body: """{"keys":["greet"]}""");
        await CallAsync("ImportWorkflows", body: bundle.Text.Replace("\"greet\"", "\"greet-copy\"", StringComparison.Ordinal));
        await RemoveAsync("DeleteWorkflow", "greet-copy");
        await CallAsync("ListWorkflows", query: "?search=greet");
        await ReadAsync("PauseWorkflow", "greet");
        await ReadAsync("ResumeWorkflow", "greet");
    }

    private async Task ExpressionsAsync()
    {
        await CallAsync("ListNodes");
        await CallAsync("ListActions");
        await CallAsync("GetDefinitionSchema");
        await CallAsync("AnalyzeExpression");
        await CallAsync("CompleteExpression");
        await CallAsync("HoverExpression");
    }

    private async Task AttachmentsAsync()
    {
        await CreateAsync("AttachWorkflow", null, Ticket);
        await ReadAsync("PublishWorkflow", "ticket-greeting");
        await ReadAsync("ListAttachedWorkflows", Ticket);
        await ReadAsync("DetachWorkflow", Ticket);
    }

    private async Task SettingsAsync()
    {
        await ReadAsync("ChangeSettings", "greet");
        await CallAsync("GetIngestSettings");
        await CallAsync("SaveIngestSettings");
        await CallAsync("GetRedaction");
        await CallAsync("SaveRedaction");
        await CallAsync("SaveRetention");
        await CallAsync("GetRetention");
        await CallAsync("ListAudit");
    }
}
