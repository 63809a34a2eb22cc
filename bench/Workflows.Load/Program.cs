using Workflows.Load.Catalog;
using Workflows.Load.Cluster;
using Workflows.Load.Floor;
using Workflows.Load.Gateway;
using Workflows.Load.Runtime;

return args switch
{
    ["floor", .. var rest] => await FloorCommand.RunAsync(rest),
    ["spine", .. var rest] => await SpineCommand.RunAsync(LoadArguments.Parse(rest)),
    ["catalog", .. var rest] => await CatalogCommand.RunAsync(LoadArguments.Parse(rest)),
    ["cluster", .. var rest] => await ClusterCommand.RunAsync(LoadArguments.Parse(rest)),
    ["runtime", .. var rest] => await RuntimeCommand.RunAsync(LoadArguments.Parse(rest)),
    ["timers", .. var rest] => await TimersCommand.RunAsync(LoadArguments.Parse(rest)),
    ["soak", .. var rest] => await SoakCommand.RunAsync(LoadArguments.Parse(rest)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: Workflows.Load floor [--store sqlite|postgres] [--runs 20000] [--rounds 3] [--batch 500] [--events 100] [--lanes 16]
               Workflows.Load spine [--store sqlite|postgres] [--runs 20000] [--rounds 3] [--rate 500] [--pace 20] [--idle 20]
                                    [--output FILE --commit HASH]
               Workflows.Load catalog [--store sqlite|postgres] [--output FILE --commit HASH]
               Workflows.Load cluster [--runs 20000] [--rounds 3] [--output FILE --commit HASH]
               Workflows.Load runtime [--store sqlite|postgres] [--runs 20000] [--parked 20000] [--output FILE --commit HASH]
               Workflows.Load timers  [--store sqlite|postgres] [--timers 1000000] [--idle 20] [--output FILE --commit HASH]
               Workflows.Load soak  [--rate 500] [--soak 10]
        """);
    return 2;
}
