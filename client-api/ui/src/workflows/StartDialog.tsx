import { Button, Checkbox, Group, Modal, SegmentedControl, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../api/client';
import { CodeEditor } from '../shared/CodeEditor';
import { DialogFooter } from '../shared/DialogFooter';
import { ErrorState } from '../shared/ErrorState';
import { Fault } from '../shared/Fault';
import { parseJson } from '../shared/parseJson';
import { triggerOf } from './model';
import { useVersion, useVersions, type Workflow } from './useWorkflows';

const SchemaForm = lazy(() => import('../shared/SchemaForm'));

/** Starts a run with a payload that is written by hand. */
export default function StartDialog({ workflow, onClose }: { workflow: Workflow; onClose: () => void }) {
  const { key } = workflow;
  const [version, setVersion] = useState(workflow.publishedVersion!);
  const [way, setWay] = useState<'form' | 'json'>('json');
  const [text, setText] = useState<string | null>(null);
  const [correlationId, setCorrelationId] = useState('');
  const [isHeld, setHeld] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const versions = useVersions(key);
  const published = useVersion(key, version);
  const { payloadSchema, mappingApplied } = published.data?.contract ?? {};
  const event = mappingApplied ? null : triggerOf(published.data?.definition);
  const sample = useQuery({
    queryKey: ['catalog', 'sample', event, null],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types/{type}/sample', { params: { path: { type: event! } }, signal })),
    enabled: event !== null,
    staleTime: Infinity,
    retry: false,
  });
  const isReady = published.isSuccess && (event === null || !sample.isPending);
  const json = text ?? JSON.stringify(sample.data?.payload ?? {}, null, 2);
  const payload = parseJson(json);
  const start = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/workflows/{key}/runs', {
      params: { path: { key } },
      body: { payload: payload.value as never, version, correlationId: correlationId.trim() || null, whenFull: isHeld ? 'hold' : null },
    })),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ['runs'] });
      if ('startedAt' in answer) void navigate(`/runs/${answer.id}`);
      else {
        notifications.show({ color: 'blue', title: 'The start is held', message: (answer as { message?: string | null }).message ?? 'It starts when there is room.' });
        onClose();
      }
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={`Start ${workflow.name}`}>
      <Stack>
        <Group justify="space-between" align="flex-end">
          <Select
            label="Version"
            data={versions.data?.map(({ version: number }) => ({ value: String(number), label: number === workflow.publishedVersion ? `Version ${number}, the newest` : `Version ${number}` })) ?? []}
            value={String(version)}
            onChange={(next) => setVersion(Number(next))}
            allowDeselect={false}
            w={220}
          />
          {Boolean(payloadSchema) && (
            <SegmentedControl size="xs" aria-label="Payload as" value={way} onChange={(next) => setWay(next as 'form' | 'json')} data={[{ value: 'json', label: 'JSON' }, { value: 'form', label: 'Form' }]} />
          )}
        </Group>
        {!isReady && <Skeleton height={240} />}
        {isReady && way === 'form' && Boolean(payloadSchema) && (
          <Suspense fallback={<Skeleton height={240} />}>
            <SchemaForm schema={payloadSchema} value={payload.value} onChange={(value) => setText(JSON.stringify(value, null, 2))} id="start" />
          </Suspense>
        )}
        {isReady && way === 'json' && <CodeEditor label="Payload" value={json} onChange={setText} schema={payloadSchema} height={260} />}
        {payload.fault && <Fault>{payload.fault}</Fault>}
        <TextInput label="Correlation id" description="Finds the run again, and groups it with others of the same subject" value={correlationId} onChange={(change) => setCorrelationId(change.currentTarget.value)} />
        <Checkbox label="Hold the start when the workflow is at its limit" checked={isHeld} onChange={(change) => setHeld(change.currentTarget.checked)} />
        {start.isError && <ErrorState error={start.error} />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button loading={start.isPending} disabled={!isReady || payload.fault !== null} onClick={() => start.mutate()}>Start the run</Button>
        </DialogFooter>
      </Stack>
    </Modal>
  );
}
