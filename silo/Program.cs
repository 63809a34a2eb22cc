return await Workflows.Silo.SiloRun.RunAsync(args);
