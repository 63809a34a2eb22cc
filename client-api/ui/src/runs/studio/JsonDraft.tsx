import { Stack, Switch } from '@mantine/core';
import { CodeEditor } from '../../shared/CodeEditor';
import { Fault } from '../../shared/Fault';
import { parseJson } from '../../shared/parseJson';
import { isMasked } from './masked';

/** A JSON text that takes the place of a value, or nothing when the value is to stay. */
export interface Draft {
  isOn: boolean;
  text: string;
}

export const newDraft = (value: unknown): Draft => ({ isOn: false, text: JSON.stringify(value ?? {}, null, 2) });

/** What is wrong with a draft; null when it can be sent. */
export function faultOf({ isOn, text }: Draft): string | null {
  if (!isOn) return null;
  const { value, fault } = parseJson(text);
  return fault ?? (isMasked(value) ? 'Masked values are left in it. Write the real ones, or leave the value as it is.' : null);
}

export const valueOf = ({ isOn, text }: Draft): unknown => (isOn ? JSON.parse(text) : undefined);

/** A switch, and an editor behind it. */
export function JsonDraft({ label, keep, draft, schema, height = 200, onChange }: {
  label: string;
  /** What happens while it is off. */
  keep: string;
  draft: Draft;
  schema?: unknown;
  height?: number;
  onChange: (draft: Draft) => void;
}) {
  const fault = faultOf(draft);
  return (
    <Stack gap={6}>
      <Switch label={label} description={draft.isOn ? undefined : keep} checked={draft.isOn} onChange={(event) => onChange({ ...draft, isOn: event.currentTarget.checked })} />
      {draft.isOn && <CodeEditor label={label} value={draft.text} schema={schema} height={height} onChange={(text) => onChange({ ...draft, text })} />}
      {fault && <Fault>{fault}</Fault>}
    </Stack>
  );
}
