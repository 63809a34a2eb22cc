import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tag } from '../shared/Tag';
import classes from './WorkflowsPage.module.css';
import { isSame } from './model';
import { useVersion, useWorkflow, type Workflow } from './useWorkflows';

type Facts = Pick<Workflow, 'key' | 'paused' | 'publishedVersion'>;

/** Where a workflow stands: published, draft, paused, and whether its draft says something else than its version. */
export function WorkflowTags({ workflow, isChanged, wrap = 'nowrap', children }: {
  workflow: Omit<Facts, 'key'>;
  isChanged: boolean;
  wrap?: 'wrap' | 'nowrap';
  children?: ReactNode;
}) {
  return (
    <Group gap={6} wrap={wrap}>
      {workflow.publishedVersion ? <Tag tone="green"><span className={classes.wide}>Published </span>v{workflow.publishedVersion}</Tag> : <Tag>Draft</Tag>}
      {workflow.paused && <Tag tone="amber">Paused</Tag>}
      {isChanged && <Tag tone="violet" title="The draft says something else than the published version">Changed</Tag>}
      {children}
    </Group>
  );
}

/** Whether the draft and the newest version differ; false as long as it is not known. */
export function useHasUnpublishedChanges({ key, publishedVersion }: Facts): boolean {
  const draft = useWorkflow(key).data?.draft;
  const published = useVersion(key, publishedVersion).data?.definition;
  return Boolean(publishedVersion) && draft !== undefined && draft !== null && published !== undefined && published !== null && !isSame(draft, published);
}
