import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Tag } from '../shared/Tag';
import { flatten, type Lane, type PipelineStep } from './model';
import { STATES, type StepStatus } from './status';
import { typeOf } from './stepTypes';
import classes from './Pipeline.module.css';

/** What every step of one pipeline shares. */
export interface StepView {
  selected?: string | null;
  folded: ReadonlySet<string>;
  /** The one step that Tab reaches. */
  tabStop: string | null;
  isSelectable: boolean;
  statusOf?: (stepId: string) => StepStatus | undefined;
  noteOf?: (stepId: string) => { text: string; isError: boolean } | undefined;
  onSelect: (step: PipelineStep) => void;
  onFold: (key: string, shut: boolean) => void;
  onFocus: (key: string) => void;
}

export function StepList({ steps, level, view }: { steps: readonly PipelineStep[]; level: number; view: StepView }) {
  return steps.map((step) => <Step key={step.key} step={step} level={level} view={view} />);
}

function Step({ step, level, view }: { step: PipelineStep; level: number; view: StepView }) {
  const card = useRef<HTMLDivElement>(null);
  const isSelected = view.selected === step.key;
  const isFolded = view.folded.has(step.key);
  const isBlock = step.lanes.length > 0;
  const status = view.statusOf?.(step.key);
  const note = view.noteOf?.(step.key);
  const { label, icon: Picture, tone } = typeOf(step);
  const name = step.name || step.id || label;
  useEffect(() => {
    if (isSelected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);

  return (
    <div className={classes.step} role="presentation">
      <div
        ref={card}
        role="treeitem"
        aria-level={level}
        aria-expanded={isBlock ? !isFolded : undefined}
        aria-selected={isSelected}
        tabIndex={view.tabStop === step.key ? 0 : -1}
        data-step={step.key}
        data-state={status?.state}
        data-selected={isSelected || undefined}
        data-selectable={view.isSelectable || undefined}
        className={classes.card}
        onFocus={() => view.onFocus(step.key)}
        onClick={() => view.onSelect(step)}
      >
        <span className={classes.icon} data-tone={tone}>
          <Picture size={16} stroke={1.8} aria-hidden="true" />
        </span>
        <span className={classes.words}>
          <span className={classes.name} title={name}>{name}</span>{' '}
          <span className={classes.detail} title={step.detail || undefined}>
            {name === label ? step.type : label} {step.detail && <span className={classes.what}>{step.detail}</span>}
          </span>
        </span>
        {note && (
          <span className={classes.note} data-error={note.isError || undefined} title={note.text}>
            <IconAlertTriangle size={15} aria-hidden="true" />
            <VisuallyHidden>{note.text}</VisuallyHidden>
          </span>
        )}
        {status && status.state !== 'pending' && (
          <span className={classes.status}>
            <Tag tone={STATES[status.state].tone} dot>{STATES[status.state].label}</Tag>{' '}
            {status.note && <span className={classes.statusNote}>{status.note}</span>}
          </span>
        )}
        {isBlock && (
          <span
            className={classes.fold}
            data-folded={isFolded || undefined}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              view.onFold(step.key, !isFolded);
            }}
          >
            <IconChevronDown size={16} />
          </span>
        )}
      </div>
      {isBlock && !isFolded && (
        <div className={classes.lanes} role="presentation">
          {step.lanes.map((lane) => (
            <Branch key={lane.name} lane={lane} level={level + 1} view={view} />
          ))}
        </div>
      )}
      {isBlock && isFolded && <div className={classes.hidden}>{inside(step)} inside</div>}
    </div>
  );
}

function Branch({ lane, level, view }: { lane: Lane; level: number; view: StepView }) {
  return (
    <div
      className={classes.lane}
      data-even={level % 2 === 1 || undefined}
      role={lane.steps.length > 0 ? 'group' : 'presentation'}
      aria-label={lane.steps.length > 0 ? lane.label : undefined}
    >
      <div className={classes.laneLabel}>{lane.label}</div>
      {lane.steps.length > 0 ? <StepList steps={lane.steps} level={level} view={view} /> : <p className={classes.none}>Nothing, goes on</p>}
    </div>
  );
}

function inside({ lanes }: PipelineStep): string {
  const count = flatten(lanes.flatMap((lane) => lane.steps)).length;
  return count === 1 ? '1 step' : `${count} steps`;
}
