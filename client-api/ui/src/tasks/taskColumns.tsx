import type { Column } from '../shared/DataRows';
import { Moment } from '../shared/Moment';
import { Tag } from '../shared/Tag';
import { Due } from './Due';
import { priorityTone, statusLabel, statusTone, type Task } from './model';

const URGENT = new Set(['high', 'urgent']);

/** The columns of the inbox; fewer beside an open task. */
export function taskColumns(isBeside: boolean): readonly Column<Task>[] {
  const all: Column<Task>[] = [
    { id: 'title', header: 'Task', width: 'minmax(140px, 3fr)', cell: (task) => <span title={task.title}>{task.title}</span> },
    {
      id: 'priority', header: 'Priority', width: '78px', isWideOnly: true,
      cell: (task) => URGENT.has(task.priority) && <Tag tone={priorityTone[task.priority]}>{task.priority === 'urgent' ? 'Urgent' : 'High'}</Tag>,
    },
    { id: 'status', header: 'Status', width: '96px', cell: (task) => <Tag tone={statusTone[task.status] ?? 'grey'} dot>{statusLabel[task.status] ?? task.status}</Tag> },
    { id: 'who', header: 'Claimed by', width: 'minmax(90px, 1fr)', isWideOnly: true, cell: (task) => task.claimedBy ?? task.completedBy ?? '–' },
    { id: 'workflow', header: 'Workflow', width: 'minmax(110px, 1.5fr)', isWideOnly: true, cell: (task) => task.workflow },
    { id: 'due', header: 'Due', width: '92px', isWideOnly: true, cell: (task) => <Due task={task} /> },
    { id: 'created', header: 'Since', width: '92px', isWideOnly: true, cell: (task) => <Moment at={task.createdAt} /> },
  ];
  return isBeside ? all.filter(({ id }) => id === 'title' || id === 'status' || id === 'due') : all;
}
