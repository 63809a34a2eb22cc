/** What a definition looks like from far away: its trigger, and its steps as a tree. */
export interface PipelineModel {
  trigger: Trigger;
  steps: PipelineStep[];
}

export interface Trigger {
  kind: 'event' | 'clock' | 'manual';
  /** The event type, the cron expression or moment, or how else a run begins. */
  label: string;
  /** What narrows it down, in a few words. */
  detail?: string;
}

export interface PipelineStep {
  /** The step's id; its pointer when a draft has none, or uses one twice. */
  key: string;
  id: string;
  type: string;
  name: string;
  /** What it does in one line: the event it waits for, the action it calls, the condition it decides by. */
  detail: string;
  /** Where it stands in the definition, as a JSON pointer. */
  pointer: string;
  /** What is in a block; none for a plain step. */
  lanes: Lane[];
}

export interface Lane {
  /** The name in the definition: `then`, `body`, `catch`. */
  name: string;
  label: string;
  steps: PipelineStep[];
}

/** The inner lists of each block, in the order of the definition format. */
const LANES: Record<string, readonly (readonly [name: string, label: string])[]> = {
  'control.if': [['then', 'If true'], ['else', 'Otherwise']],
  'control.forEach': [['body', 'For each item']],
  'control.tryCatch': [['try', 'Try'], ['catch', 'On error']],
};

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a definition, a broken draft too: what cannot be read is left out. */
export function readPipeline(definition: unknown): PipelineModel {
  const seen = new Set<string>();
  const root = isObject(definition) ? definition : {};
  return { trigger: readTrigger(root.trigger), steps: readSteps(root.steps, '/steps', seen) };
}

function readSteps(value: unknown, pointer: string, seen: Set<string>): PipelineStep[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (isObject(item) ? [readStep(item, `${pointer}/${index}`, seen)] : []));
}

function readStep(step: Json, pointer: string, seen: Set<string>): PipelineStep {
  const id = text(step.id);
  const type = text(step.type);
  const key = id === '' || seen.has(id) ? pointer : id;
  seen.add(key);
  return {
    key,
    id,
    type,
    name: text(step.name),
    detail: describe(type, step),
    pointer,
    lanes: (LANES[type] ?? []).map(([name, label]) => ({ name, label, steps: readSteps(step[name], `${pointer}/${name}`, seen) })),
  };
}

/** Reads what starts a workflow; hands and schedules start any. */
export function readTrigger(value: unknown): Trigger {
  if (isObject(value) && value.type === 'recurring') return { kind: 'clock', label: text(value.cron), detail: text(value.timezone) || 'UTC' };
  if (isObject(value) && value.type === 'schedule') return { kind: 'clock', label: text(value.runAt), detail: 'once' };
  if (!isObject(value) || !text(value.eventName)) return { kind: 'manual', label: 'By hand or by a schedule' };
  const predicates = Array.isArray(value.predicates) ? value.predicates.length : 0;
  const limits = [
    text(value.source) && `from ${text(value.source)}`,
    predicates > 0 && `${predicates} ${predicates === 1 ? 'condition' : 'conditions'}`,
    expression(value.condition) && `when ${expression(value.condition)}`,
  ].filter(Boolean);
  return { kind: 'event', label: text(value.eventName), ...(limits.length > 0 && { detail: limits.join(', ') }) };
}

function describe(type: string, step: Json): string {
  const config = isObject(step.config) ? step.config : {};
  switch (type) {
    case 'control.if': return expression(step.condition);
    case 'control.forEach': return [text(step.itemVar), expression(step.items)].filter(Boolean).join(' in ');
    case 'control.tryCatch': return text(step.captureErrorAs) && `error as ${text(step.captureErrorAs)}`;
    case 'control.callWorkflow': return text(step.workflow) || text(step.workflowKey) || text(step.workflowId) || text(config.workflow);
    case 'action.call': return text(config.actionId) && `${text(config.actionId)} v${String(config.version ?? '?')}`;
    case 'event.wait': return text(config.eventName);
    case 'time.wait': return typeof config.durationMs === 'number' ? duration(config.durationMs) : config.until === undefined ? '' : `until ${value(config.until)}`;
    case 'state.set': return value(config.state);
    case 'transform.assign': return isObject(config.assign) ? Object.keys(config.assign).join(', ') : '';
    case 'human.task': return value(config.title);
    default: return '';
  }
}

const expression = (wrapped: unknown): string => (isObject(wrapped) ? text(wrapped.$expr) : '').replace(/\s+/g, ' ').trim();

const value = (template: unknown): string => (typeof template === 'object' ? expression(template) : String(template ?? ''));

function duration(ms: number): string {
  const units: readonly [number, string][] = [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1_000, 's']];
  const [size, unit] = units.find(([size]) => ms >= size) ?? [1, 'ms'];
  return `${Math.round((ms / size) * 10) / 10} ${unit}`;
}

/** Every step in the order in which it is read. */
export function flatten(steps: readonly PipelineStep[]): PipelineStep[] {
  return steps.flatMap((step) => [step, ...step.lanes.flatMap((lane) => flatten(lane.steps))]);
}

/** A step as it is shown in its row: who is above it, and whether it is folded. */
export interface VisibleStep {
  step: PipelineStep;
  parent: string | null;
}

/** The steps that can be seen when some blocks are folded, from top to bottom. */
export function visibleSteps(steps: readonly PipelineStep[], folded: ReadonlySet<string>, parent: string | null = null): VisibleStep[] {
  return steps.flatMap((step) => [
    { step, parent },
    ...(folded.has(step.key) ? [] : step.lanes.flatMap((lane) => visibleSteps(lane.steps, folded, step.key))),
  ]);
}
