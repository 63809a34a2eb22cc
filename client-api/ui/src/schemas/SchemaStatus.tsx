import { Group } from '@mantine/core';
import { Tag, type Tone } from '../shared/Tag';
import type { Schema } from './useSchemas';

const STATUS: Record<string, [Tone, string]> = { active: ['green', 'Active'], draft: ['grey', 'Draft'], deprecated: ['amber', 'Deprecated'] };

/** Where a schema stands, and whose it is. */
export function SchemaStatus({ schema: { status, source } }: { schema: Pick<Schema, 'status' | 'source'> }) {
  const [tone, label] = STATUS[status] ?? ['grey', status];
  return (
    <Group gap={6} wrap="nowrap">
      <Tag tone={tone}>{label}</Tag>
      {source === 'tenant' && <Tag tone="violet">Own</Tag>}
    </Group>
  );
}
