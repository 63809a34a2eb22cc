import { Moment } from '../shared/Moment';
import { isOpen, type Task } from './model';

/** When a task has to be done by; in red when that is past and nobody has. */
export function Due({ task }: { task: Pick<Task, 'due' | 'status'> }) {
  const isLate = task.due && isOpen(task) && Date.parse(task.due) < Date.now();
  return (
    <span style={isLate ? { color: 'var(--tone-red)' } : undefined}>
      <Moment at={task.due} />
    </span>
  );
}
