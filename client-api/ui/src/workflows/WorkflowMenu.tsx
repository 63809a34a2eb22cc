import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconDots, IconDownload, IconList, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { toProblem } from '../api/problem';
import { useSession } from '../session/SessionProvider';
import { exportWorkflow } from './bundles';
import { DeleteDialog } from './DeleteDialog';
import { PauseDialog } from './PauseDialog';
import type { Workflow } from './useWorkflows';

/** What one can do with a workflow. */
export function WorkflowMenu({ workflow, isInPage = false, onDeleted }: {
  workflow: Pick<Workflow, 'key' | 'name' | 'paused'>;
  /** Whether the menu stands on the workflow's own page, which it need not open. */
  isInPage?: boolean;
  onDeleted?: () => void;
}) {
  const { may } = useSession();
  const [asking, setAsking] = useState<'pause' | 'delete' | null>(null);
  const close = () => setAsking(null);
  const save = () =>
    exportWorkflow(workflow.key).catch((failure: unknown) => {
      const { message, body } = toProblem(failure);
      notifications.show({ color: 'red', title: `${workflow.name} was not exported`, message: body.nextStep ?? message });
    });
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={190}>
        <Menu.Target>
          <ActionIcon variant={isInPage ? 'default' : 'subtle'} color="gray" size={isInPage ? 'input-sm' : 'md'} aria-label={`Actions for ${workflow.name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isInPage && (
            <Menu.Item component={Link} to={`/workflows/${workflow.key}`} leftSection={<IconArrowRight size={16} />}>
              Open
            </Menu.Item>
          )}
          <Menu.Item component={Link} to={`/runs?workflow=${workflow.key}`} leftSection={<IconList size={16} />}>
            Runs of it
          </Menu.Item>
          {may('operate') && (
            <Menu.Item leftSection={workflow.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />} onClick={() => setAsking('pause')}>
              {workflow.paused ? 'Resume' : 'Pause'}
            </Menu.Item>
          )}
          {may('admin') && (
            <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void save()}>
              Export
            </Menu.Item>
          )}
          {may('manage') && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setAsking('delete')}>
                Delete
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'pause' && <PauseDialog workflow={workflow} onClose={close} />}
      {asking === 'delete' && <DeleteDialog workflow={workflow} onClose={close} onDeleted={onDeleted} />}
    </>
  );
}
