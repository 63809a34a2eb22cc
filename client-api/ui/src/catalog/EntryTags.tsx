import { Tag, type Tone } from '../shared/Tag';
import type { EventType } from './model';

const STATUS: Record<string, [Tone, string]> = {
  active: ['green', 'Active'], beta: ['blue', 'Beta'], draft: ['grey', 'Draft'], deprecated: ['amber', 'Deprecated'],
};

export function EntryStatus({ entry }: { entry: EventType }) {
  const [tone, label] = STATUS[entry.status] ?? ['grey', entry.status];
  return <Tag tone={tone}>{label}</Tag>;
}

/** What one has to know about an entry before one relies on it. */
export function EntryTags({ entry, all = false }: { entry: EventType; all?: boolean }) {
  return (
    <>
      {(all || entry.status !== 'active') && <EntryStatus entry={entry} />}
      {entry.source === 'tenant' && <Tag tone="violet">Own</Tag>}
      {entry.payloadSchemaStatus === 'unknown' && <Tag tone="red" title="The registry does not know the schema of this entry.">Unknown schema</Tag>}
      {entry.payloadSchemaStatus === 'missing' && <Tag tone="amber" title="The entry has no schema: payloads are not checked.">No schema</Tag>}
      {entry.catalogOnly && <Tag title={entry.catalogOnlyReason ?? 'Nothing in the product raises this event yet.'}>Catalog only</Tag>}
      {entry.legacy && <Tag tone="amber" title={`Superseded by ${entry.supersededBy?.join(', ')}`}>Legacy</Tag>}
    </>
  );
}
