import { VisuallyHidden } from '@mantine/core';
import { useOpenTasks } from './useTasks';
import classes from './TaskBadge.module.css';

/** How many tasks are open, beside the way to them. */
export function TaskBadge() {
  const count = useOpenTasks();
  if (count === null) return null;
  return (
    <span className={classes.badge}>
      {count}
      <VisuallyHidden> open</VisuallyHidden>
    </span>
  );
}
