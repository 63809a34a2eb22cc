import { ActionIcon, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { api, unwrap, type Schemas } from '../api/client';
import { useSession } from '../session/SessionProvider';
import { ErrorState } from '../shared/ErrorState';
import { JsonView } from '../shared/JsonView';
import { isFree, usePageKeys } from '../shared/keys';
import { Moment } from '../shared/Moment';
import { Tag } from '../shared/Tag';
import { AnswerForm } from './AnswerForm';
import { Due } from './Due';
import { isOpen, mayWork, priorityTone, statusLabel, statusTone, type Task } from './model';
import { useTask, useTaskChange } from './useTasks';
import classes from './TaskDetail.module.css';

/** One task: what to do, what one needs to know, and the form. */
export function TaskDetail({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const task = useTask(id);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = task.data !== undefined;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id, isThere]);
  return (
    <section className={classes.detail} aria-label="Task">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h3" ref={heading} tabIndex={-1} className={classes.title}>
          {task.data?.title ?? 'Task'}
        </Title>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the task">
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {task.isPending && <Skeleton height={200} mt="md" />}
      {task.isError && <ErrorState error={task.error} onRetry={() => void task.refetch()} />}
      {task.data && <Content key={id} task={task.data} onDone={onDone} />}
    </section>
  );
}

function Content({ task, onDone }: { task: Task; onDone: () => void }) {
  const { may, actor } = useSession();
  const params = { path: { id: task.id } };
  const claim = useTaskChange(() => unwrap(api.POST('/v1/tasks/{id}/claim', { params })));
  const unclaim = useTaskChange(() => unwrap(api.POST('/v1/tasks/{id}/unclaim', { params })));
  const complete = useTaskChange(
    (answer: unknown) => unwrap(api.POST('/v1/tasks/{id}/complete', { params, body: answer as Record<string, never> })),
    (done) => {
      notifications.show({ color: 'green', title: 'The task is completed', message: `The run of ${done.workflow} goes on.` });
      onDone();
    },
  );
  const canWork = may('operate') && mayWork(task, actor);
  const isMine = task.claimedBy === actor;
  // Also where the task stands in a drawer, which is a dialog.
  usePageKeys(({ key }) => {
    if (key === 'c' && canWork && !isMine && !claim.isPending) claim.mutate();
  }, isFree);
  const who = [...task.users, ...task.roles.map((role) => `the role ${role}`)];
  return (
    <Stack gap="md" mt={6}>
      <Group gap="xs">
        <Tag tone={statusTone[task.status] ?? 'grey'} dot>
          {statusLabel[task.status] ?? task.status}
        </Tag>
        {task.priority !== 'medium' && <Tag tone={priorityTone[task.priority] ?? 'grey'}>{`${task.priority} priority`}</Tag>}
      </Group>
      {task.description && <Text size="sm" className={classes.text}>{task.description}</Text>}
      <dl className={classes.facts}>
        <Fact label="Run">
          <Link to={`/runs/${task.runId}?step=${encodeURIComponent(task.step)}`} className="text-link">
            {task.workflow}
          </Link>
        </Fact>
        <Fact label="For">{who.length > 0 ? who.join(', ') : 'everybody who may operate'}</Fact>
        <Fact label="Since">
          <Moment at={task.createdAt} />
        </Fact>
        {task.due && (
          <Fact label="Due">
            <Due task={task} />
          </Fact>
        )}
        {task.claimedBy && (
          <Fact label="Claimed by">
            {isMine ? 'you' : task.claimedBy}, <Moment at={task.claimedAt} />
          </Fact>
        )}
        {task.completedBy && <Fact label="Completed by">{task.completedBy}</Fact>}
      </dl>
      {isPresent(task.contextData) && (
        <section aria-label="What to know">
          <Title order={3} fz="sm" mb={6}>
            What to know
          </Title>
          <JsonView value={task.contextData} label="context" openTo={3} />
        </section>
      )}
      {isPresent(task.answer) && (
        <section aria-label="Answer">
          <Title order={3} fz="sm" mb={6}>
            Answer
          </Title>
          <JsonView value={task.answer} label="answer" />
        </section>
      )}
      {canWork && (
        <Group gap="xs">
          {isMine ? (
            <Button size="xs" variant="default" loading={unclaim.isPending} onClick={() => unclaim.mutate()}>
              Give it back
            </Button>
          ) : (
            <Button size="xs" variant="default" loading={claim.isPending} onClick={() => claim.mutate()} aria-keyshortcuts="c">
              Claim it
            </Button>
          )}
          <Text size="xs" c="dimmed">
            {isMine ? 'Nobody else can complete it now.' : 'Press C to claim it, so that nobody else begins.'}
          </Text>
        </Group>
      )}
      {(claim.isError || unclaim.isError) && <ErrorState error={claim.error ?? unclaim.error} />}
      {canWork && (
        <section aria-label="Your answer">
          <Title order={3} fz="sm" mb={6}>
            Your answer
          </Title>
          <AnswerForm schema={task.form} isPending={complete.isPending} error={complete.error} onAnswer={complete.mutate} />
        </section>
      )}
      {isOpen(task) && !canWork && (
        <Text size="sm" c="dimmed">
          {task.claimedBy ? `${task.claimedBy} works on it. It can be completed when it is given back.` : 'Your key may look at tasks, not work on them.'}
        </Text>
      )}
    </Stack>
  );
}

const isPresent = (value: Schemas['RawJson'] | null | undefined): boolean => value !== undefined && value !== null;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
