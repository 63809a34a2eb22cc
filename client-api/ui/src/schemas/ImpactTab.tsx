import { Alert, Button, Group, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconRadar2 } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { toProblem } from '../api/problem';
import { CodeEditor } from '../shared/CodeEditor';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Fault } from '../shared/Fault';
import { parseJson } from '../shared/parseJson';
import { useUrlState } from '../shared/useUrlState';
import { placeOf } from '../workflows/pointerPosition';
import { ImpactReport } from './ImpactReport';
import { SchemaSelect } from './SchemaSelect';
import { useImpactDraft } from './useImpactDraft';
import { useImpact, type ImpactQuestion, type Schema } from './useSchemas';
import classes from './Impact.module.css';

const EVENTS = ['50', '200', '1000'];
/** As in the style sheet. */
const STACKED = '(max-width: 74.99em)';

/** What if the schema were another one? Answered by the checks of publishing and by the stored events, before anything changes. */
export function ImpactTab({ schema }: { schema: Schema }) {
  const [parameters, change] = useUrlState();
  const [draft, setDraft] = useImpactDraft(schema.ref);
  const own = useMemo(() => JSON.stringify(schema.schema, null, 2), [schema.schema]);
  const other = parameters.get('with');
  const isOther = other !== null;
  const events = EVENTS.includes(parameters.get('events') ?? '') ? parameters.get('events')! : '200';
  const text = draft.text ?? own;
  const { fault } = useMemo(() => parseJson(text), [text]);
  const question: ImpactQuestion = { ...(isOther ? { with: other } : { text }), events: Number(events) };
  const isAsked = JSON.stringify(draft.asked) === JSON.stringify(question);
  const impact = useImpact(schema.ref, draft.asked);
  const problem = impact.error && toProblem(impact.error);
  const marks = useMemo(() => (problem?.code === 'SCHEMA_NOT_COMPILABLE' && problem.body.pointer && !isOther
    ? [{ ...placeOf(text, problem.body.pointer.replace(/^\/schema/, '')), message: problem.message, isError: true }]
    : []), [problem, text, isOther]);
  const isUnchanged = isOther ? !other || other === schema.ref : text === own;
  const report = useRef<HTMLElement>(null);
  const isAwaited = useRef(false);
  const ask = () => {
    isAwaited.current = true;
    if (isAsked) void impact.refetch();
    else setDraft({ ...draft, asked: question });
  };
  // Where the report stands below the editor, its answer would come out of sight.
  useEffect(() => {
    if (!isAwaited.current || impact.isFetching) return;
    isAwaited.current = false;
    if (window.matchMedia(STACKED).matches) report.current?.scrollIntoView({ block: 'start' });
  }, [impact.isFetching]);

  return (
    <div className={classes.columns}>
      <Stack gap="sm" className={classes.proposal}>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Compare with"
            value={isOther ? 'other' : 'text'}
            onChange={(way) => change({ with: way === 'other' ? schema.ref : null })}
            data={[{ value: 'text', label: 'A change' }, { value: 'other', label: 'Another schema' }]}
          />
          {!isOther && draft.text !== null && draft.text !== own && (
            <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconArrowBackUp size={15} />} onClick={() => setDraft({ ...draft, text: null })}>
              Undo the change
            </Button>
          )}
        </Group>
        {isOther ? (
          <SchemaSelect label="What it would be like" value={other === schema.ref ? '' : other} without={schema.ref} onChange={(schemaRef) => change({ with: schemaRef || schema.ref })} />
        ) : (
          <CodeEditor label="Proposed schema" value={text} onChange={(next) => setDraft({ ...draft, text: next })} marks={marks} height="max(320px, calc(100vh - 420px))" />
        )}
        {!isOther && fault && <Fault>{fault}</Fault>}
        <Group gap="sm" align="flex-end" justify="space-between">
          <Select
            label="Stored events to look at"
            description="The latest of each type with this schema"
            data={EVENTS.map((value) => ({ value, label: Number(value).toLocaleString('en') }))}
            value={events}
            onChange={(next) => change({ events: next === '200' ? null : next })}
            allowDeselect={false}
            w={230}
          />
          <Button leftSection={<IconRadar2 size={16} />} loading={impact.isFetching} disabled={isUnchanged || (!isOther && fault !== null)} onClick={ask}>
            Show the impact
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          Nothing changes by asking. Published versions keep their own copy of the schema: the report tells what happens when they are published again.
        </Text>
      </Stack>
      <section ref={report} aria-label="Impact" className={classes.report} aria-busy={impact.isFetching}>
        {draft.asked === null && !impact.isFetching && (
          <EmptyState icon={IconRadar2} title="What would a change break?">
            Change the schema, then ask. Every published workflow that rests on it is checked, and the latest stored events are put through it.
          </EmptyState>
        )}
        {impact.isLoading && (
          <Stack role="status" aria-label="Loading">
            <Skeleton height={74} />
            <Skeleton height={140} />
            <Skeleton height={140} />
          </Stack>
        )}
        {impact.isError && <ErrorState error={impact.error} />}
        {impact.data && !isAsked && (
          <Alert color="gray" variant="light" p="xs" mb="sm">
            <Text size="xs">The proposal has changed since. Ask again to bring the report up to date.</Text>
          </Alert>
        )}
        {impact.data && <ImpactReport report={impact.data} />}
      </section>
    </div>
  );
}
