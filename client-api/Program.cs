return await Workflows.ClientApi.Startup.ServerRun.RunAsync(args);
