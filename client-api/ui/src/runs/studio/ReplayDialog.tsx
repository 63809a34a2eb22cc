import { SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, unwrap, type Schemas } from '../../api/client';
import { ReasonDialog } from '../ReasonDialog';
import { faultOf, JsonDraft, newDraft, valueOf } from './JsonDraft';
import { replaySteps } from './replaySteps';
import { useDefinition } from './useRun';

type Json = Schemas['JsonValue'];

const BEGINNING = '';

/** Starts a new run from this one: from the beginning or a step, with the same values or others. */
export function ReplayDialog({ detail, step: given, onClose }: { detail: Schemas['RunDetailBody']; step?: string; onClose: () => void }) {
  const { run } = detail;
  const envelope = detail.envelope as { payload?: unknown; vars?: unknown };
  const version = useDefinition(run.workflow, run.version);
  const steps = useMemo(() => replaySteps(version.data?.definition), [version.data]);
  const [step, setStep] = useState(given ?? BEGINNING);
  const [target, setTarget] = useState('same');
  const [payload, setPayload] = useState(() => newDraft(envelope.payload));
  const [vars, setVars] = useState(() => newDraft(envelope.vars));
  const navigate = useNavigate();
  const contract = version.data?.contract;
  const send = useMutation({
    mutationFn: (reason: string) =>
      unwrap(api.POST('/v1/runs/{id}/replay', {
        params: { path: { id: run.id } },
        body: { reason, step: step || null, version: target, payload: valueOf(payload) as Json | undefined, vars: valueOf(vars) as Json | undefined },
      })),
    onSuccess: (replay) => {
      notifications.show({ color: 'green', title: 'A new run began', message: `It replays ${run.id.slice(0, 13)}.` });
      onClose();
      void navigate(`/runs/${replay.id}`);
    },
  });
  return (
    <ReasonDialog
      title="Replay the run"
      confirm="Replay"
      isPending={send.isPending}
      error={send.error}
      onConfirm={send.mutate}
      onClose={onClose}
      size="xl"
      isReady={faultOf(payload) === null && faultOf(vars) === null}
    >
      <Text size="sm" c="dimmed">
        A new run begins; this one stays as it is. What its steps did to other systems is done again from the chosen step on.
      </Text>
      <Select
        label="Begin at"
        data={[{ value: BEGINNING, label: 'The beginning' }, ...steps]}
        value={step}
        onChange={(next) => setStep(next ?? BEGINNING)}
        allowDeselect={false}
        searchable
      />
      <Stack gap={6}>
        <Text size="sm" fw={500} id="replay-version">
          Version
        </Text>
        <SegmentedControl
          aria-labelledby="replay-version"
          data={[{ value: 'same', label: `The same, v${run.version}` }, { value: 'latest', label: 'The latest' }]}
          value={target}
          onChange={setTarget}
        />
      </Stack>
      <JsonDraft label="Change the payload" keep="The new run gets the payload of this one, in full." draft={payload} schema={contract?.payloadSchema} onChange={setPayload} />
      <JsonDraft
        label="Change the variables"
        keep={step ? 'The new run gets the variables as they stand.' : 'The new run begins without variables.'}
        draft={vars}
        height={160}
        onChange={setVars}
      />
    </ReasonDialog>
  );
}
