using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>The secrets that calls use exist, and are not forgotten ones.</summary>
internal static class SecretCheck
{
    public static void Check(CheckSubject subject)
    {
        if (subject.Context.Secrets is not { } secrets) return;
        foreach (var step in subject.Steps)
        {
            if (step is not NodeStep { Config: ActionCallConfig call }) continue;
            foreach (var use in call.Secrets)
            {
                var pointer = $"{step.Pointer}/config/inputMapping{use.Pointer}";
                if (!secrets.TryGetValue(use.Name, out var secret))
                    subject.Error(
                        FindingCodes.SecretNotFound, pointer, $"There is no secret '{use.Name}'.", step, "a secret of the tenant", use.Name,
                        Nearest.Of(use.Name, secrets.Keys));
                else if (secret.IsStale)
                    subject.Warn(
                        FindingCodes.SecretStale, pointer, $"The secret '{use.Name}' has not been changed for 90 days.", step,
                        suggestion: "renew its value");
                else if (secret.IsForgotten)
                    subject.Warn(
                        FindingCodes.SecretNeverAccessed, pointer, $"The secret '{use.Name}' is older than 90 days, and no call has ever used it.",
                        step, suggestion: "check that it is the one that is meant");
            }
        }
    }
}
