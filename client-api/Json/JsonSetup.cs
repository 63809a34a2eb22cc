using System.Text.Json.Serialization;

namespace Workflows.ClientApi.Json;

/// <summary>How answers are written.</summary>
internal static class JsonSetup
{
    /// <summary>camelCase names, absent values left out, our values written raw.</summary>
    public static IServiceCollection AddGatewayJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(options =>
    {
        options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.SerializerOptions.Converters.Add(new JsonValueConverter());
        options.SerializerOptions.Converters.Add(new TimeConverter());
    });
}
