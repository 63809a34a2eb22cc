using Workflows.ClientApi;
using Workflows.ClientApi.Startup;

return await ServerRun.RunAsync(() => Server.Build(args));
