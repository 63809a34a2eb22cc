using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Benchmarks.Schemas;

/// <summary>
/// Validations per second of CPU time, in interleaved rounds: rates that hold on a machine that others use as well, where
/// wall-clock times do not. Run with the argument <c>schema-rates</c>.
/// </summary>
internal static class ValidationRates
{
    private const int Rounds = 15;
    private const int PerRound = 40_000;

    public static async Task RunAsync()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(OrderDocuments.Schema));
        var withFormats = JsonSchema.Compile(JsonValue.Parse(OrderDocuments.SchemaWithFormats));
        var other = await NJsonSchema.JsonSchema.FromJsonAsync(OrderDocuments.Schema);
        var contenders = new (string Name, Func<bool> Validate)[]
        {
            ("NJsonSchema 10.7.2, valid", () => other.Validate(Encoding.UTF8.GetString(OrderDocuments.Valid)).Count == 0),
            ("Workflows.Schemas, valid", () => schema.Validate(OrderDocuments.Valid).IsValid),
            ("Workflows.Schemas, valid, formats asserted", () => withFormats.Validate(OrderDocuments.Valid).IsValid),
            ("NJsonSchema 10.7.2, 3 errors", () => other.Validate(Encoding.UTF8.GetString(OrderDocuments.Invalid)).Count == 3),
            ("Workflows.Schemas, 3 errors", () => schema.Validate(OrderDocuments.Invalid).Errors.Count == 3),
        };
        var rates = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var (name, validate) in contenders)
                rates[name].Add(Measure(validate));
        }
        foreach (var (name, measured) in rates)
            Print(name, [.. measured.Order()]);
    }

    private static double Measure(Func<bool> validate)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < PerRound; i++)
        {
            if (!validate())
                throw new InvalidOperationException("The verdict is wrong.");
        }
        return PerRound / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static void Print(string name, double[] rates) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {rates[Rounds / 2]:N0} | {rates[0]:N0} to {rates[^1]:N0} |"));
}
