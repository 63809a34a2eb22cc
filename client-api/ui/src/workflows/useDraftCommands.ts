import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { toProblem } from '../api/problem';
import type { Draft } from './useDraft';
import type { Finding, Workflow } from './useWorkflows';

/** What one can do with the text of a draft, and what came of it. */
export function useDraftCommands(workflow: Workflow, draft: Draft) {
  const queries = useQueryClient();
  const [found, setFound] = useState<readonly Finding[] | null>(null);
  const path = { params: { path: { key: workflow.key } } };
  const ifMatch = (revision: number) => ({ headers: { 'If-Match': `"${revision}"` } });

  const validate = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/workflows/validate', { body: draft.value as never })),
    onSuccess: ({ findings }) => setFound(findings),
  });
  const save = useMutation({
    mutationFn: (revision: number) => unwrap(api.PUT('/v1/workflows/{key}/draft', { ...path, ...ifMatch(revision), body: draft.value as never })),
    onSuccess: (next) => {
      draft.saved(next);
      setFound(next.findings);
      publish.reset();
    },
  });
  const publish = useMutation({
    mutationFn: async () => {
      const revision = draft.isDirty ? (await save.mutateAsync(draft.revision)).revision : draft.revision;
      return unwrap(api.POST('/v1/workflows/{key}/publish', { ...path, ...ifMatch(revision) }));
    },
    onSuccess: async ({ version, workflow: next, findings }) => {
      draft.saved(next);
      setFound(findings);
      await Promise.all([queries.invalidateQueries({ queryKey: ['workflow', workflow.key] }), queries.invalidateQueries({ queryKey: ['catalog'] })]);
      notifications.show({ color: 'green', title: `Version ${version} is published`, message: 'New runs use it; runs that are under way keep theirs.' });
    },
    onError: (failure) => {
      const { findings } = toProblem(failure).body;
      if (findings) setFound(findings);
    },
  });

  // Somebody else saved meanwhile: one of the two drafts has to go.
  const latest = () => queries.fetchQuery({ queryKey: ['workflow', workflow.key], queryFn: () => unwrap(api.GET('/v1/workflows/{key}', path)), staleTime: 0 });
  const forget = () => [save, publish].forEach((command) => command.reset());
  const takeTheirs = useMutation({
    mutationFn: latest,
    onSuccess: (theirs) => {
      draft.take(theirs);
      forget();
    },
  });
  const saveMine = useMutation({ mutationFn: async () => save.mutateAsync((await latest()).revision), onSuccess: forget });

  const failed = [publish, save, validate, takeTheirs, saveMine].map(({ error }) => error).filter((error) => error !== null);
  const isConflict = failed.some((error) => [409, 412].includes(toProblem(error).status));
  return {
    /** What validation found last; null before it was asked. */
    found, validate, save, publish, takeTheirs, saveMine, isConflict,
    /** What went wrong and is said nowhere else: conflicts have a choice of their own, and findings their list. */
    failure: isConflict ? undefined : failed.find((error) => toProblem(error).code !== 'DEFINITION_INVALID'),
  };
}
