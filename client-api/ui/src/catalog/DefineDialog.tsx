import { Button, Modal, ScrollArea, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { SchemaSelect } from '../schemas/SchemaSelect';
import { CodeEditor } from '../shared/CodeEditor';
import { DialogFooter } from '../shared/DialogFooter';
import { ErrorState } from '../shared/ErrorState';
import { Fault } from '../shared/Fault';
import { parseJson } from '../shared/parseJson';
import { toEventType } from '../shared/toKey';
import { useUrlState } from '../shared/useUrlState';
import { useCategories } from './useCatalog';

const STARTER = JSON.stringify(
  {
    type: 'object',
    required: ['orderId'],
    properties: { orderId: { type: 'string', description: 'Which order.' }, total: { type: 'number', minimum: 0 } },
  },
  null, 2,
);

/** Defines an event of the tenant, with a schema that is checked at every publication. */
export default function DefineDialog({ onClose }: { onClose: () => void }) {
  const categories = useCategories();
  const queries = useQueryClient();
  const [, change] = useUrlState();
  const [name, setName] = useState('');
  const [ownType, setOwnType] = useState<string | null>(null);
  const [description, setDescription] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [way, setWay] = useState<'inline' | 'ref' | 'none'>('inline');
  const [schema, setSchema] = useState(STARTER);
  const [schemaRef, setSchemaRef] = useState('');
  const type = ownType ?? toEventType(name);
  const parsed = parseJson(schema);
  const hasSchema = way === 'inline' ? parsed.fault === null : way === 'none' || schemaRef !== '';
  const define = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v1/event-types', {
        body: {
          type, name: name.trim(), description: description || null, category, status: 'active',
          ...(way === 'inline' ? { payloadSchema: parsed.value } : way === 'ref' ? { payloadSchemaRef: schemaRef } : {}),
        } as never,
      })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['catalog'] });
      change({ do: null, event: type });
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title="Define an event" scrollAreaComponent={ScrollArea.Autosize}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          define.mutate();
        }}
      >
        <Stack>
          <TextInput label="Name" placeholder="Order placed" value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
          <TextInput
            label="Event type"
            description="SCREAMING_SNAKE_CASE, or dotted: service.domain.action. It never changes."
            value={type}
            onChange={(event) => setOwnType(event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            required
          />
          <Textarea label="Description" placeholder="What the event says" autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          <Select
            label="Category"
            placeholder="Custom"
            data={categories.data?.items.map((item) => item.category) ?? []}
            value={category}
            onChange={setCategory}
            searchable
            clearable
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              Schema of the payload
            </Text>
            <SegmentedControl
              size="xs"
              mb="xs"
              value={way}
              onChange={(next) => setWay(next as typeof way)}
              aria-label="Schema of the payload"
              data={[{ value: 'inline', label: 'Write it here' }, { value: 'ref', label: 'From the registry' }, { value: 'none', label: 'None yet' }]}
            />
            {way === 'inline' && <CodeEditor label="JSON Schema" value={schema} onChange={setSchema} height={240} />}
            {way === 'inline' && parsed.fault && <Fault>{parsed.fault}</Fault>}
            {way === 'ref' && (
              <SchemaSelect aria-label="Schema ref" value={schemaRef} onChange={setSchemaRef} />
            )}
            {way === 'none' && (
              <Text size="sm" c="dimmed">
                Payloads are not checked, and workflows on this event cannot be published before they choose a schema.
              </Text>
            )}
          </div>
          {define.isError && <ErrorState error={define.error} />}
          <DialogFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={define.isPending} disabled={!name.trim() || !type || !hasSchema}>
              Define
            </Button>
          </DialogFooter>
        </Stack>
      </form>
    </Modal>
  );
}
