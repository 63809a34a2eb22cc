using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Catalog;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Workers;

namespace Workflows.Hosting.Entities;

/// <summary>What every entity works with.</summary>
/// <param name="Store">The store's readers.</param>
/// <param name="Committer">The write path.</param>
/// <param name="Plans">Compiled versions.</param>
/// <param name="EventTypes">Names and numbers of event types.</param>
/// <param name="Actions">Registered actions.</param>
/// <param name="Secrets">Hands out secrets for calls.</param>
/// <param name="Remote">Hands calls to remote workers.</param>
/// <param name="Keys">Holds calls under authors' keys apart.</param>
/// <param name="Ids">Makes ids.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Options">The settings.</param>
/// <param name="Loggers">Makes loggers.</param>
/// <param name="Health">Counts failures of triggers.</param>
public sealed record EngineContext(
    IStore Store, ICommitter Committer, PlanCache Plans, EventTypeDirectory EventTypes, ActionRegistry Actions, ISecretResolver Secrets,
    RemoteDispatcher Remote, KeyedInvocations Keys, IdSource Ids, TimeProvider Clock, IOptions<WorkflowsOptions> Options, ILoggerFactory Loggers, TriggerHealth Health);
