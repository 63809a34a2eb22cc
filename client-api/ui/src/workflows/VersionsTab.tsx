import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconVersions } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { CodeEditor } from '../shared/CodeEditor';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Moment } from '../shared/Moment';
import { Tag, titleOf, type Tone } from '../shared/Tag';
import { useUrlState } from '../shared/useUrlState';
import { diffDefinitions, type Change } from './definitionDiff';
import { useVersion, useVersions, type Workflow } from './useWorkflows';
import { useHasUnpublishedChanges } from './WorkflowTags';
import classes from './WorkflowPage.module.css';

const MonacoDiff = lazy(() => import('../shared/MonacoDiff'));

const DRAFT = 'draft';

/** The published versions: look at one, or at what changed from one to another. */
export function VersionsTab({ workflow }: { workflow: Workflow }) {
  const [parameters, change] = useUrlState();
  const versions = useVersions(workflow.key);
  const isChanged = useHasUnpublishedChanges(workflow);
  const numbers = versions.data?.map(({ version }) => String(version)) ?? [];
  const shown = parameters.get('to') ?? numbers[0] ?? '';
  const compared = parameters.get('from');
  const choices = [...(isChanged ? [DRAFT] : []), ...numbers];
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.isPending) return <Skeleton height={240} />;
  if (numbers.length === 0) {
    return (
      <EmptyState icon={IconVersions} title="Nothing is published yet" action={<Button variant="default" onClick={() => change({ tab: 'editor' })}>Open the editor</Button>}>
        Publish the draft in the editor: its first version shows up here.
      </EmptyState>
    );
  }
  return (
    <div className={classes.versions}>
      <nav aria-label="Versions">
        <ul className={classes.versionList}>
          {isChanged && (
            <li>
              <button type="button" aria-current={shown === DRAFT} onClick={() => change({ to: DRAFT, from: numbers[0] })}>
                <span className={classes.versionName}>Draft</span>
                <span>Not published</span>
              </button>
            </li>
          )}
          {versions.data.map(({ version, publishedAt, publishedBy }, index) => (
            <li key={version}>
              <button type="button" aria-current={shown === String(version)} onClick={() => change({ to: String(version), from: numbers[index + 1] })}>
                <span className={classes.versionName}>Version {version}</span>
                <span><Moment at={publishedAt} /> by {publishedBy}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <Stack gap="sm" style={{ minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={600}>{nameOf(shown)}</Text>
          <Text c="dimmed">compared with</Text>
          <Select
            aria-label="Compare with"
            size="xs"
            w={150}
            placeholder="Nothing"
            clearable
            data={choices.filter((choice) => choice !== shown).map((choice) => ({ value: choice, label: nameOf(choice) }))}
            value={compared}
            onChange={(from) => change({ from, to: shown })}
          />
        </Group>
        <Comparison workflow={workflow} from={compared === shown ? null : compared} to={shown} />
      </Stack>
    </div>
  );
}

const nameOf = (choice: string): string => (choice === DRAFT ? 'Draft' : `Version ${choice}`);

function useDefinition(workflow: Workflow, choice: string | null) {
  const version = useVersion(workflow.key, choice && choice !== DRAFT ? Number(choice) : null);
  return choice === DRAFT ? { definition: workflow.draft as unknown, error: null } : { definition: version.data?.definition as unknown, error: version.error };
}

function Comparison({ workflow, from, to }: { workflow: Workflow; from: string | null; to: string }) {
  const before = useDefinition(workflow, from);
  const after = useDefinition(workflow, to);
  const error = before.error ?? after.error;
  if (error) return <ErrorState error={error} />;
  if (after.definition === undefined || (from && before.definition === undefined)) return <Skeleton height={320} />;
  const text = JSON.stringify(after.definition, null, 2);
  if (!from) return <CodeEditor label={nameOf(to)} value={text} height="max(420px, calc(100vh - 340px))" />;
  return (
    <>
      <Changes changes={diffDefinitions(before.definition, after.definition)} />
      <Suspense fallback={<Skeleton height={420} />}>
        <MonacoDiff before={JSON.stringify(before.definition, null, 2)} after={text} height="max(420px, calc(100vh - 420px))" />
      </Suspense>
    </>
  );
}

const TONES: Record<Change['kind'], Tone> = { added: 'green', removed: 'red', moved: 'blue', changed: 'amber' };

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <Text size="sm" c="dimmed">The two say the same.</Text>;
  return (
    <ul className={classes.changes} aria-label="Changes">
      {changes.map(({ kind, step, keys }, index) => (
        <li key={index}>
          <Tag tone={TONES[kind]}>{titleOf(kind)}</Tag>
          <span>{step ? <>step <span className="mono">{step}</span></> : 'the workflow'}{keys && <>: <span className="mono">{keys.join(', ')}</span></>}</span>
        </li>
      ))}
    </ul>
  );
}
