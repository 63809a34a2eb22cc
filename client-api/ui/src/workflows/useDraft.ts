import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useBlocker } from 'react-router';
import { parseJson } from '../shared/parseJson';
import { isSame } from './model';
import type { Workflow } from './useWorkflows';

/** The text of a draft while a person works on it. */
export interface Draft {
  text: string;
  /** The value of the text; undefined while it is not JSON. */
  value: unknown;
  /** The value of the text when it was JSON last. */
  lastValue: unknown;
  /** Why it is not JSON. */
  fault: string | null;
  isDirty: boolean;
  /** The revision that the text began with. */
  revision: number;
  /** Whether somebody saved another draft since. */
  isStale: boolean;
  setText: (text: string) => void;
  /** Gives up what was typed since the last save. */
  discard: () => void;
  /** Takes what the server has, and gives up what was typed. */
  take: (workflow: Workflow) => void;
  /** The workflow as a save left it. */
  saved: (workflow: Workflow) => void;
  blocker: ReturnType<typeof useBlocker>;
}

const write = (draft: unknown): string => JSON.stringify(draft ?? { name: '', steps: [] }, null, 2);

/** Keeps what was typed across the tabs of the page, and asks before it is lost. */
export function useDraft(workflow: Workflow): Draft {
  const queries = useQueryClient();
  const [base, setBase] = useState(workflow);
  const [text, setText] = useState(() => write(workflow.draft));
  const { value, fault } = useMemo(() => parseJson(text), [text]);
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  const isDirty = value === undefined || !isSame(value, base.draft ?? JSON.parse(write(null)));
  const take = (next: Workflow) => {
    setBase(next);
    setText(write(next.draft));
  };
  // A change of settings moves the revision too; only another draft makes the text stale.
  const isOtherDraft = !isSame(workflow.draft, base.draft);
  if (workflow.revision > base.revision && (!isOtherDraft || !isDirty)) {
    setBase(workflow);
    if (isOtherDraft) setText(write(workflow.draft));
  }

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname);

  return {
    text, value, lastValue: last, fault, isDirty, revision: base.revision, isStale: isDirty && workflow.revision > base.revision, setText, take, blocker,
    discard: () => setText(write(base.draft)),
    saved: (next) => {
      setBase(next);
      queries.setQueryData(['workflow', next.key], next);
      void queries.invalidateQueries({ queryKey: ['workflows'] });
    },
  };
}
