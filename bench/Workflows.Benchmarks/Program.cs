using BenchmarkDotNet.Running;
using Workflows.Benchmarks.Schemas;

if (args is ["schema-rates"])
    await ValidationRates.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
