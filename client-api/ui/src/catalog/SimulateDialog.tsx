import { Accordion, Button, Group, Modal, ScrollArea, SegmentedControl, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, unwrap, type Schemas } from '../api/client';
import { SchemaSelect } from '../schemas/SchemaSelect';
import { CodeEditor } from '../shared/CodeEditor';
import { DialogFooter } from '../shared/DialogFooter';
import { ErrorState } from '../shared/ErrorState';
import { parseJson } from '../shared/parseJson';
import { Fault } from '../shared/Fault';
import { exactTime } from '../shared/time';
import { SimulationResult } from './SimulationResult';
import { useEventType } from './useCatalog';

const SchemaForm = lazy(() => import('../shared/SchemaForm'));

type Way = 'form' | 'json' | 'stored';

const correlationKey = (type: string) => `workflows.correlation.${type}`;

/** Tries an event: by a form, as JSON, or again with what a stored event carried. It begins with a sample. */
export default function SimulateDialog({ type, correlation, onClose }: {
  type: string;
  /** The correlation id to begin with; without one, the last that was used. */
  correlation?: string | null;
  onClose: () => void;
}) {
  const detail = useEventType(type);
  const hasForm = detail.data === undefined || Boolean(detail.data.payloadSchema);
  const queries = useQueryClient();
  const [chosenWay, setWay] = useState<Way>('form');
  const way = chosenWay === 'form' && !hasForm ? 'json' : chosenWay;
  const [seed, setSeed] = useState<number | null>(null);
  const [edited, setEdited] = useState<unknown>(undefined);
  const [text, setText] = useState<string | null>(null);
  const [eventId, setEventId] = useState<string | null>(null);
  const [correlationId, setCorrelationId] = useState(() => correlation ?? localStorage.getItem(correlationKey(type)) ?? '');
  const [schemaRef, setSchemaRef] = useState('');

  const sample = useQuery({
    queryKey: ['catalog', 'sample', type, seed],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/{type}/sample', { params: { path: { type }, query: { seed: seed === null ? undefined : String(seed) } }, signal })),
    staleTime: Infinity,
  });
  const recent = useQuery({
    queryKey: ['events', type, 'recent'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/events', { params: { query: { type, limit: 50 } }, signal })),
    enabled: way === 'stored',
  });
  const payload = edited ?? sample.data?.payload;
  const json = text ?? JSON.stringify(payload, null, 2) ?? '';
  const parsed = way === 'json' ? parseJson(json) : { value: payload, fault: null };
  const simulate = useMutation({
    mutationFn: (body: Schemas['SimulateBody']) => unwrap(api.POST('/v1/event-types/{type}/simulate', { params: { path: { type } }, body })),
    onSuccess: () => {
      if (correlationId) localStorage.setItem(correlationKey(type), correlationId);
      else localStorage.removeItem(correlationKey(type));
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'sample' });
    },
  });
  const canRun = way === 'stored' ? eventId !== null : parsed.value !== undefined;
  const run = () =>
    simulate.mutate({
      ...(way === 'stored' ? { eventId } : { payload: parsed.value as never }),
      correlationId: correlationId || null,
      payloadSchemaRef: schemaRef || null,
    });
  const show = (next: Way) => {
    if (next === 'json') setText(JSON.stringify(payload, null, 2));
    else if (way === 'json' && parsed.value !== undefined) setEdited(parsed.value);
    setWay(next);
  };
  const roll = () => {
    setSeed((seed ?? 0) + 1);
    setEdited(undefined);
    setText(null);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`Simulate ${detail.data?.eventType.name ?? type}`}
     
      scrollAreaComponent={ScrollArea.Autosize}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          The event takes the road of every event, with a mark that it was simulated. The runs that it starts are real.
        </Text>
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            value={way}
            onChange={(next) => show(next as Way)}
            aria-label="Payload from"
            data={[...(hasForm ? [{ value: 'form', label: 'Form' }] : []), { value: 'json', label: 'JSON' }, { value: 'stored', label: 'Stored event' }]}
          />
          {way !== 'stored' && (
            <Button size="xs" variant="subtle" leftSection={<IconDice5 size={15} />} onClick={roll} loading={sample.isFetching}>
              Another sample
            </Button>
          )}
        </Group>
        {(sample.isPending || detail.isPending) && <Skeleton height={220} />}
        {sample.isError && <ErrorState error={sample.error} onRetry={() => void sample.refetch()} />}
        {way === 'form' && payload !== undefined && detail.data && (
          <Suspense fallback={<Skeleton height={220} />}>
            <SchemaForm key={seed} schema={detail.data.payloadSchema} value={payload} onChange={setEdited} id="simulate" />
          </Suspense>
        )}
        {!hasForm && way === 'json' && (
          <Text size="sm" c="dimmed">
            The event has no schema: any payload is taken.
          </Text>
        )}
        {way === 'json' && sample.isSuccess && <CodeEditor label="Payload" value={json} onChange={setText} schema={detail.data?.payloadSchema ?? undefined} height={300} />}
        {parsed.fault && <Fault>{parsed.fault}</Fault>}
        {way === 'stored' && (
          <Select
            label="Stored event"
            placeholder={recent.isPending ? 'Loading…' : 'Choose one of the last events'}
            nothingFoundMessage="No event of this type is stored yet."
            data={recent.data?.items.map((event) => ({ value: event.id, label: `${exactTime(event.receivedAt)} · ${event.source}${event.correlationId ? ` · ${event.correlationId}` : ''}` })) ?? []}
            value={eventId}
            onChange={setEventId}
            searchable
          />
        )}
        <TextInput
          label="Correlation id"
          description="Runs that wait for this event with the same key go on"
          value={correlationId}
          onChange={(event) => setCorrelationId(event.currentTarget.value)}
        />
        <Accordion variant="default" chevronPosition="left" styles={{ item: { border: 0 }, control: { paddingInline: 0 }, content: { paddingInline: 0 } }}>
          <Accordion.Item value="advanced">
            <Accordion.Control>
              <Text size="sm">Advanced</Text>
            </Accordion.Control>
            <Accordion.Panel>
              <SchemaSelect
                label="Schema of the payload"
                description="When it is not the one of the catalog"
                placeholder={detail.data?.eventType.payloadSchemaRef ?? undefined}
                value={schemaRef}
                onChange={setSchemaRef}
              />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        {simulate.isError && <ErrorState error={simulate.error} />}
        {simulate.data && <SimulationResult result={simulate.data} />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button onClick={run} loading={simulate.isPending} disabled={!canRun}>
            {simulate.data ? 'Simulate again' : 'Simulate'}
          </Button>
        </DialogFooter>
      </Stack>
    </Modal>
  );
}
