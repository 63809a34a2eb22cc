import {
  IconArrowBackUp, IconArrowsSplit2, IconBolt, IconBox, IconBroadcast, IconClock, IconFileText, IconFlag, IconMail, IconMailbox, IconRepeat,
  IconShieldHalf, IconSitemap, IconUserCheck, IconVariable, IconWorld, type Icon,
} from '@tabler/icons-react';
import type { Tone } from '../shared/Tag';
import type { PipelineStep } from './model';

interface StepType {
  label: string;
  icon: Icon;
  tone: Tone;
}

const TYPES: Record<string, StepType> = {
  'state.set': { label: 'Set state', icon: IconFlag, tone: 'grey' },
  'transform.assign': { label: 'Assign', icon: IconVariable, tone: 'grey' },
  'action.call': { label: 'Call action', icon: IconBolt, tone: 'blue' },
  'event.wait': { label: 'Wait for event', icon: IconMailbox, tone: 'amber' },
  'time.wait': { label: 'Wait for time', icon: IconClock, tone: 'amber' },
  'human.task': { label: 'Task for a person', icon: IconUserCheck, tone: 'amber' },
  'control.if': { label: 'If', icon: IconArrowsSplit2, tone: 'violet' },
  'control.forEach': { label: 'For each', icon: IconRepeat, tone: 'violet' },
  'control.tryCatch': { label: 'Try and catch', icon: IconShieldHalf, tone: 'violet' },
  'control.callWorkflow': { label: 'Call workflow', icon: IconSitemap, tone: 'violet' },
  'control.return': { label: 'Return', icon: IconArrowBackUp, tone: 'violet' },
};

const ACTIONS: readonly [RegExp, Icon][] = [
  [/^http\./, IconWorld],
  [/^event\./, IconBroadcast],
  [/^log\./, IconFileText],
  [/mail/, IconMail],
];

/** How a step of this type is shown; a plain box for a type that the console does not know. */
export function typeOf({ type, detail }: Pick<PipelineStep, 'type' | 'detail'>): StepType {
  const known = TYPES[type] ?? { label: type || 'Step without a type', icon: IconBox, tone: 'grey' as const };
  const icon = type === 'action.call' ? ACTIONS.find(([pattern]) => pattern.test(detail))?.[1] : undefined;
  return icon ? { ...known, icon } : known;
}
