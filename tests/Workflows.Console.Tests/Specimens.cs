namespace Workflows.Console.Tests;

/// <summary>One of each thing that pages show: made once, looked at by many tests, changed by none.</summary>
internal static class Specimens
{
    private const string Asking = """
        {"name":"Specimen","trigger":{"type":"event","eventName":"specimen.seen"},"steps":[
          {"id":"lines","type":"control.forEach","items":{"$expr":"payload.lines[]"},"itemVar":"line","body":[
            {"id":"note","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":{"$expr":"'Line ' & $string(line)"}}}}]},
          {"id":"ask","type":"human.task","config":{"taskType":"question","title":"Is it well?","priority":"high","dueInMs":86400000,
            "contextData":{"lines":{"$expr":"payload.lines"}},
            "formSchema":{"type":"object","required":["well"],"properties":{"well":{"type":"boolean","title":"It is well"},"why":{"type":"string","title":"Why"}}}}}]}
        """;

    private const string Failing = """
        {"name":"Specimen that fails","steps":[
          {"id":"note","type":"action.call","config":{"actionId":"log.write","version":1,"inputMapping":{"message":"Begun"}}},
          {"id":"number","type":"transform.assign","config":{"assign":{"vars.sum":{"$expr":"$number(payload.amount) + 1"}}}}]}
        """;

    /// <summary>Makes them, and tells their ids by the words that addresses use.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(HttpClient api)
    {
        await api.DefineEventAsync(
            "specimen.seen", """{"type":"object","required":["lines"],"properties":{"lines":{"type":"array","items":{"type":"integer"}}}}""");
        await api.PublishAsync("specimen", Asking);
        await api.PutJsonAsync("/v1/workflows/specimen/draft", Asking.Replace("\"Specimen\"", "\"Specimen, another\"", StringComparison.Ordinal));
        await api.SendJsonAsync("/v1/workflows/specimen/publish", "{}");
        await api.PublishAsync("specimen-fails", Failing);
        await api.PublishEventAsync("specimen.seen", """{"lines":[1,2,3]}""");
        var waiting = await api.StartRunAsync("specimen", """{"lines":[4]}""");
        var failed = await api.StartRunAsync("specimen-fails", """{"amount":"a lot"}""");
        return new Dictionary<string, string>
        {
            ["{workflow}"] = "specimen", ["{failed}"] = failed, ["{waiting}"] = waiting, ["{task}"] = await TaskOfAsync(api, waiting),
            ["{schema}"] = "payload.SpecimenSeen.v1", ["{other}"] = "payload.TicketCreated.v1",
        };
    }

    private static async Task<string> TaskOfAsync(HttpClient api, string run) =>
        (await api.GetJsonAsync($"/v1/tasks?run={run}")).GetProperty("items")[0].GetProperty("id").GetString()!;
}
