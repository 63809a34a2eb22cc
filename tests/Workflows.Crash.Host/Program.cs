using Workflows.ClientApi;
using Workflows.ClientApi.Startup;
using Workflows.Crash.Host;

// The product's own server, whose store ends the process at the commit that --kill names.
var plan = KillPlan.Take(args, out var rest);
return await ServerRun.RunAsync(rest, () => Server.Build(rest, new KillingServerHost(plan)));
