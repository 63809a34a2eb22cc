import { IconBolt, IconClock, IconFlag3, IconHandClick } from '@tabler/icons-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flatten, readPipeline, visibleSteps, type Trigger } from './model';
import { StepList, type StepView } from './PipelineStep';
import type { StepStatus } from './status';
import classes from './Pipeline.module.css';

interface Props {
  /** The definition, also one that is not valid yet. */
  definition: unknown;
  /** Where a step stands in a run, by its id; nothing for a step that has not been reached. */
  statusOf?: (stepId: string) => StepStatus | undefined;
  /** The id of the selected step. */
  selected?: string | null;
  onSelect?: (stepId: string, pointer: string) => void;
  /** A step that has something to say, by its id: findings, breakpoints. */
  noteOf?: (stepId: string) => { text: string; isError: boolean } | undefined;
  label?: string;
}

/**
 * A workflow from top to bottom, with what is inside its blocks. A tree for the keyboard: arrows move, left and right leave, enter and fold
 * blocks, Enter selects.
 */
export function Pipeline({ definition, statusOf, selected, onSelect, noteOf, label = 'Steps' }: Props) {
  const model = useMemo(() => readPipeline(definition), [definition]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const visible = useMemo(() => visibleSteps(model.steps, folded), [model, folded]);
  const has = (key: string | null | undefined) => visible.some(({ step }) => step.key === key);
  const tabStop = has(focused) ? focused : has(selected) ? selected! : (visible[0]?.step.key ?? null);

  const focus = (key: string | null | undefined) => {
    if (!key) return;
    setFocused(key);
    root.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(key)}"]`)?.focus();
  };
  const fold = (key: string, shut: boolean) => {
    const next = new Set(folded);
    if (shut) next.add(key);
    else next.delete(key);
    setFolded(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = visible.findIndex(({ step }) => step.key === tabStop);
    const at = visible[index];
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    const isBlock = at.step.lanes.length > 0;
    switch (event.key) {
      case 'ArrowDown': focus(visible[index + 1]?.step.key); break;
      case 'ArrowUp': focus(visible[index - 1]?.step.key); break;
      case 'Home': focus(visible[0]?.step.key); break;
      case 'End': focus(visible.at(-1)?.step.key); break;
      case 'ArrowRight':
        if (isBlock && folded.has(at.step.key)) fold(at.step.key, false);
        else if (isBlock && visible[index + 1]?.parent === at.step.key) focus(visible[index + 1]!.step.key);
        break;
      case 'ArrowLeft':
        if (isBlock && !folded.has(at.step.key)) fold(at.step.key, true);
        else focus(at.parent);
        break;
      case 'Enter':
      case ' ': onSelect?.(at.step.key, at.step.pointer); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const view: StepView = {
    selected, folded, tabStop, statusOf, noteOf, isSelectable: onSelect !== undefined,
    onSelect: (step) => {
      setFocused(step.key);
      onSelect?.(step.key, step.pointer);
    },
    onFold: fold,
    onFocus: setFocused,
  };
  return (
    <div className={classes.pipeline} ref={root}>
      <TriggerMark trigger={model.trigger} />
      {model.steps.length === 0 ? (
        <p className={classes.none}>No steps yet.</p>
      ) : (
        <div role="tree" aria-label={`${label}, ${flatten(model.steps).length}`} className={classes.list} onKeyDown={onKeyDown}>
          <StepList steps={model.steps} level={1} view={view} />
        </div>
      )}
      <div className={classes.end}>
        <IconFlag3 size={14} aria-hidden="true" /> End
      </div>
    </div>
  );
}

function TriggerMark({ trigger }: { trigger: Trigger }) {
  const Picture = { event: IconBolt, clock: IconClock, manual: IconHandClick }[trigger.kind];
  return (
    <div className={classes.trigger}>
      <Picture size={16} aria-hidden="true" />
      <span className={trigger.kind === 'manual' ? undefined : 'mono'}>{trigger.label}</span>
      {trigger.detail && <span className={classes.detail}>{trigger.detail}</span>}
    </div>
  );
}
