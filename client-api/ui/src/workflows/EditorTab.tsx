import { Alert, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useSearchParams } from 'react-router';
import { api, unwrap } from '../api/client';
import { Pipeline } from '../pipeline/Pipeline';
import { useSession } from '../session/SessionProvider';
import { CodeEditor } from '../shared/CodeEditor';
import { ErrorState } from '../shared/ErrorState';
import { Fault } from '../shared/Fault';
import { isError, noteOf, sortFindings } from './findings';
import { FindingsPanel } from './FindingsPanel';
import { placeOf } from './pointerPosition';
import type { Draft } from './useDraft';
import { useDraftCommands } from './useDraftCommands';
import { useHasUnpublishedChanges } from './WorkflowTags';
import type { Workflow } from './useWorkflows';
import classes from './WorkflowPage.module.css';

/** The draft as JSON, with what validation finds in it, and its pipeline beside it. */
export function EditorTab({ workflow, draft }: { workflow: Workflow; draft: Draft }) {
  const { may } = useSession();
  const [parameters] = useSearchParams();
  const [reveal, setReveal] = useState(() => placeOfAddress(draft.text, parameters));
  const commands = useDraftCommands(workflow, draft);
  const schema = useDefinitionSchema();
  const findings = useMemo(() => sortFindings(commands.found ?? workflow.findings), [commands.found, workflow.findings]);
  const marks = useMemo(
    () => findings.map((finding) => ({ ...placeOf(draft.text, finding.pointer, finding.position), message: `${finding.message} (${finding.code})`, isError: isError(finding) })),
    [findings, draft.text],
  );
  const isReadOnly = !may('manage');
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!isReadOnly && draft.isDirty && draft.value !== undefined && !commands.save.isPending) commands.save.mutate(draft.revision);
  };

  return (
    <div className={classes.columns} data-editor>
      <Stack gap="sm" className={classes.main} onKeyDown={saveByKey}>
        <Commands workflow={workflow} draft={draft} commands={commands} isReadOnly={isReadOnly} />
        {(commands.isConflict || draft.isStale) && <Conflict draft={draft} commands={commands} />}
        {commands.failure && <ErrorState error={commands.failure} />}
        {draft.fault && <Fault>{draft.fault}</Fault>}
        <CodeEditor label="Draft" value={draft.text} onChange={isReadOnly ? undefined : draft.setText} schema={schema} marks={marks} reveal={reveal} height="max(420px, calc(100vh - 430px))" />
        <FindingsPanel findings={findings} onOpen={(finding) => setReveal({ ...placeOf(draft.text, finding.pointer, finding.position) })} />
      </Stack>
      <section aria-label="Pipeline of the draft" className={classes.preview}>
        <Pipeline definition={draft.lastValue} noteOf={(stepId) => noteOf(findings, stepId)} onSelect={(_, pointer) => setReveal({ ...placeOf(draft.text, pointer) })} />
      </section>
    </div>
  );
}

interface CommandProps {
  draft: Draft;
  commands: ReturnType<typeof useDraftCommands>;
}

function Commands({ workflow, draft, commands: { save, publish, validate }, isReadOnly }: CommandProps & { workflow: Workflow; isReadOnly: boolean }) {
  const { may } = useSession();
  const isJson = draft.value !== undefined;
  const isChanged = useHasUnpublishedChanges(workflow);
  const isNew = draft.isDirty || isChanged || !workflow.publishedVersion;
  return (
    <Group gap="xs">
      {!isReadOnly && (
        <Button disabled={!draft.isDirty || !isJson} loading={save.isPending && !publish.isPending} variant="default" onClick={() => save.mutate(draft.revision)} aria-keyshortcuts="Control+s">
          Save draft
        </Button>
      )}
      <Button variant="default" disabled={!isJson} loading={validate.isPending} onClick={() => validate.mutate()}>
        Validate
      </Button>
      {may('publish') && !isReadOnly && (
        <Tooltip label={isJson ? 'The published version says the same' : 'The text is not JSON yet'} disabled={isJson && isNew}>
          <Button disabled={!isJson || !isNew} loading={publish.isPending} onClick={() => publish.mutate()}>
            {draft.isDirty ? 'Save and publish' : 'Publish'}
          </Button>
        </Tooltip>
      )}
      {draft.isDirty && !isReadOnly && (
        <Button variant="subtle" color="gray" onClick={draft.discard}>
          Discard changes
        </Button>
      )}
      <Text size="sm" c="dimmed" ml="auto" aria-live="polite">
        {isReadOnly ? 'Read only' : draft.isDirty ? 'Not saved' : 'Saved'}
      </Text>
    </Group>
  );
}

function Conflict({ draft, commands: { takeTheirs, saveMine } }: CommandProps) {
  return (
    <Alert role="alert" color="yellow" variant="light" title="Somebody saved another draft meanwhile">
      <Stack gap="xs">
        <Text size="sm">Yours began with revision {draft.revision}. Take theirs and lose what you typed, or save yours in its place.</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" loading={takeTheirs.isPending} onClick={() => takeTheirs.mutate()}>
            Take theirs
          </Button>
          <Button size="xs" variant="default" c="var(--tone-red)" disabled={draft.value === undefined} loading={saveMine.isPending} onClick={() => saveMine.mutate()}>
            Save mine over it
          </Button>
        </Group>
      </Stack>
    </Alert>
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
