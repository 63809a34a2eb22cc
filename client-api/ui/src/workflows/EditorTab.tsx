import { Alert, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, unwrap } from '../api/client';
import { toProblem } from '../api/problem';
import { Pipeline } from '../pipeline/Pipeline';
import { useSession } from '../session/SessionProvider';
import { CodeEditor } from '../shared/CodeEditor';
import { ErrorState } from '../shared/ErrorState';
import { isError, noteOf, sortFindings } from './findings';
import { FindingsPanel } from './FindingsPanel';
import { placeOf } from './pointerPosition';
import type { Draft } from './useDraft';
import { useHasUnpublishedChanges } from './WorkflowTags';
import type { Finding, Workflow } from './useWorkflows';
import classes from './WorkflowPage.module.css';

/** The draft as JSON, with what validation finds in it, and its pipeline beside it. */
export function EditorTab({ workflow, draft }: { workflow: Workflow; draft: Draft }) {
  const { may } = useSession();
  const queries = useQueryClient();
  const [found, setFound] = useState<readonly Finding[] | null>(null);
  const [parameters] = useSearchParams();
  const [reveal, setReveal] = useState(() => placeOfAddress(draft.text, parameters));
  const isChanged = useHasUnpublishedChanges(workflow);
  const schema = useDefinitionSchema();
  const findings = useMemo(() => sortFindings(found ?? workflow.findings), [found, workflow.findings]);
  const marks = useMemo(
    () => findings.map((finding) => ({ ...placeOf(draft.text, finding.pointer, finding.position), message: `${finding.message} (${finding.code})`, isError: isError(finding) })),
    [findings, draft.text],
  );
  const ifMatch = (revision: number) => ({ headers: { 'If-Match': `"${revision}"` } });
  const path = { params: { path: { key: workflow.key } } };

  const validate = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/workflows/validate', { body: draft.value as never })),
    onSuccess: ({ findings: all }) => setFound(all),
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
    onSuccess: async ({ version, workflow: next, findings: warnings }) => {
      draft.saved(next);
      setFound(warnings);
      await Promise.all([queries.invalidateQueries({ queryKey: ['workflow', workflow.key] }), queries.invalidateQueries({ queryKey: ['catalog'] })]);
      notifications.show({ color: 'green', title: `Version ${version} is published`, message: 'New runs use it; runs that are under way keep theirs.' });
    },
    onError: (failure) => {
      const { findings: all } = toProblem(failure).body;
      if (all) setFound(all);
    },
  });
  const conflict = [save.error, publish.error].map((error) => error && toProblem(error)).find((problem) => problem && (problem.status === 412 || problem.status === 409));
  const failure = conflict || toProblem(publish.error ?? save.error ?? validate.error).code === 'DEFINITION_INVALID' ? null : (save.error ?? publish.error ?? validate.error);
  const isBusy = save.isPending || publish.isPending;
  const isReadOnly = !may('manage');
  const latest = () => queries.fetchQuery({ queryKey: ['workflow', workflow.key], queryFn: () => unwrap(api.GET('/v1/workflows/{key}', path)), staleTime: 0 });
  const forget = () => {
    save.reset();
    publish.reset();
  };

  return (
    <div className={classes.columns} data-editor>
      <Stack gap="sm" className={classes.main}>
        <Group gap="xs">
          {!isReadOnly && (
            <Button disabled={!draft.isDirty || draft.value === undefined} loading={save.isPending && !publish.isPending} variant="default" onClick={() => save.mutate(draft.revision)}>
              Save draft
            </Button>
          )}
          <Button variant="default" disabled={draft.value === undefined} loading={validate.isPending} onClick={() => validate.mutate()}>
            Validate
          </Button>
          {may('publish') && !isReadOnly && (
            <Tooltip label={draft.value === undefined ? 'The text is not JSON yet' : 'The published version says the same'} disabled={draft.value !== undefined && (draft.isDirty || isChanged || !workflow.publishedVersion)}>
              <Button disabled={draft.value === undefined || (Boolean(workflow.publishedVersion) && !draft.isDirty && !isChanged)} loading={isBusy && publish.isPending} onClick={() => publish.mutate()}>
                {draft.isDirty ? 'Save and publish' : 'Publish'}
              </Button>
            </Tooltip>
          )}
          <Text size="sm" c="dimmed" ml="auto" aria-live="polite">
            {isReadOnly ? 'Read only' : draft.isDirty ? 'Not saved' : 'Saved'}
          </Text>
        </Group>
        {(conflict || draft.isStale) && (
          <Alert role="alert" color="yellow" variant="light" title="Somebody saved another draft meanwhile" classNames={{ root: classes.paused, title: classes.pausedTitle }}>
            <Stack gap="xs">
              <Text size="sm">Yours began with revision {draft.revision}. Take theirs and lose what you typed, or save yours in its place.</Text>
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => void latest().then(draft.take).then(forget)}>Take theirs</Button>
                <Button size="xs" variant="default" color="red" disabled={draft.value === undefined} onClick={() => void latest().then(({ revision }) => save.mutate(revision, { onSuccess: forget }))}>Save mine over it</Button>
              </Group>
            </Stack>
          </Alert>
        )}
        {failure && <ErrorState error={failure} />}
        {draft.syntaxError && <Text size="sm" c="red" role="alert">{draft.syntaxError}</Text>}
        <CodeEditor label="Draft" value={draft.text} onChange={isReadOnly ? undefined : draft.setText} schema={schema} marks={marks} reveal={reveal} height="max(420px, calc(100vh - 430px))" />
        <FindingsPanel findings={findings} onOpen={(finding) => setReveal({ ...placeOf(draft.text, finding.pointer, finding.position) })} />
      </Stack>
      <section aria-label="Pipeline of the draft" className={classes.preview}>
        <Pipeline definition={draft.lastValue} noteOf={(stepId) => noteOf(findings, stepId)} onSelect={(_, pointer) => setReveal({ ...placeOf(draft.text, pointer) })} />
      </section>
    </div>
  );
}

/** The place that the address names: `at` is a JSON pointer, `pos` a position in the expression there. */
function placeOfAddress(text: string, parameters: URLSearchParams): { line: number; column: number } | null {
  const [pointer, position] = [parameters.get('at'), parameters.get('pos')];
  return pointer === null ? null : { ...placeOf(text, pointer, position === null ? null : Number(position)) };
}

/** The JSON Schema of definitions; none on a server that does not give one. */
function useDefinitionSchema(): unknown {
  return useQuery({
    queryKey: ['definition-schema'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/definition-schema', { signal })),
    staleTime: Infinity,
    retry: false,
  }).data;
}
