import type { Column } from '../shared/DataRows';
import { formatDuration } from '../shared/time';
import { EntryStatus, EntryTags } from './EntryTags';
import { formatCount, formatShare, type EventType } from './model';

/** The columns of the catalog as a list. */
export const catalogColumns: readonly Column<EventType>[] = [
  { id: 'name', header: 'Event', width: 'minmax(160px, 2fr)', cell: (entry) => <span title={entry.name}>{entry.name}</span> },
  { id: 'type', header: 'Type', width: 'minmax(140px, 2fr)', cell: (entry) => <span className="mono" title={entry.type}>{entry.type}</span>, isWideOnly: true },
  { id: 'category', header: 'Category', width: 'minmax(90px, 1fr)', cell: (entry) => <span title={entry.category}>{entry.category}</span>, isWideOnly: true, drop: 2 },
  { id: 'status', header: 'Status', width: '96px', cell: (entry) => <EntryStatus entry={entry} /> },
  { id: 'marks', header: 'Marks', width: 'minmax(150px, 1fr)', cell: (entry) => <span style={{ display: 'flex', gap: 6 }}><EntryTags entry={{ ...entry, status: 'active' }} /></span>, isWideOnly: true, drop: 1 },
  { id: 'workflows', header: 'Workflows', width: '76px', align: 'right', cell: (entry) => entry.attachedWorkflows || '–', isWideOnly: true },
  { id: 'events', header: 'Events, 7 d', width: '82px', align: 'right', cell: (entry) => formatCount(entry.metrics.executions || null), isWideOnly: true },
  { id: 'success', header: 'Success', width: '72px', align: 'right', cell: (entry) => formatShare(entry.metrics.successRate), isWideOnly: true },
  { id: 'duration', header: 'Duration', width: '76px', align: 'right', cell: (entry) => formatDuration(entry.metrics.meanDurationMs), isWideOnly: true, drop: 3 },
];
