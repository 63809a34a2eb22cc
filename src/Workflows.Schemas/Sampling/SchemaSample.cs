using Workflows.Abstractions.Json;
using Workflows.Schemas.Patterns;

namespace Workflows.Schemas.Sampling;

/// <summary>
/// Makes realistic instances of a schema. The same schema, seed and options give the same sample, and every sample is valid.
/// </summary>
public static class SchemaSample
{
    private const int Attempts = 24;

    /// <summary>Makes a sample.</summary>
    /// <exception cref="InvalidOperationException">
    /// No valid sample was found: the schema allows nothing, or only what can't be guessed.
    /// </exception>
    public static JsonValue Generate(JsonSchema schema, long seed, SampleOptions? options = null) =>
        TryGenerate(schema, seed, options, out var sample)
            ? sample
            : throw new InvalidOperationException($"No sample of '{schema.Uri}' was found that is valid.");

    /// <summary>Makes a sample; false when no valid one was found.</summary>
    public static bool TryGenerate(JsonSchema schema, long seed, SampleOptions? options, out JsonValue sample)
    {
        ArgumentNullException.ThrowIfNull(schema);
        options ??= SampleOptions.Default;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            var random = new SampleRandom((ulong)seed).Fork(attempt);
            if (TryOnce(schema, Vary(options, attempt), random, out sample))
                return true;
        }
        sample = default;
        return false;
    }

    private static bool TryOnce(JsonSchema schema, SampleOptions options, SampleRandom random, out JsonValue sample)
    {
        sample = default;
        try
        {
            sample = new ValueSampler(schema, options).Root(random);
            return schema.IsValid(sample);
        }
        catch (PatternTimeoutException)
        {
            // A pattern that can't be matched in time can't tell whether the sample is valid.
            return false;
        }
    }

    // Later attempts leave optional fields out, then take all of them: what stands in the way is mostly one of these.
    private static SampleOptions Vary(SampleOptions options, int attempt) => (attempt % 3) switch
    {
        1 when attempt > 3 => options with { OptionalFieldPercent = 0 },
        2 when attempt > 3 => options with { OptionalFieldPercent = 100 },
        _ => options,
    };
}
