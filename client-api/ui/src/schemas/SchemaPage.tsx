import { Group, Skeleton, Stack, Tabs } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { CopyButton } from '../shared/CopyButton';
import { JsonView } from '../shared/JsonView';
import { Moment } from '../shared/Moment';
import { Missing } from '../shared/Missing';
import { PageHeader } from '../shared/PageHeader';
import { SchemaTree } from '../shared/SchemaTree';
import { useUrlState } from '../shared/useUrlState';
import { ImpactTab } from './ImpactTab';
import { SchemaStatus } from './SchemaStatus';
import { useSchema } from './useSchemas';

const TABS = [['fields', 'Fields'], ['schema', 'Full schema'], ['impact', 'Impact of a change']] as const;

/** One schema of the registry: what it says, and what a change of it would break. */
export function SchemaPage() {
  const { schemaRef = '' } = useParams();
  const schema = useSchema(schemaRef);
  const [parameters, change] = useUrlState();
  const tab = TABS.find(([name]) => name === parameters.get('tab'))?.[0] ?? 'fields';
  return (
    <>
      <PageHeader
        before={<Link to="/schemas" className="text-link">Schemas</Link>}
        title={schemaRef}
        subtitle={schema.data && (
          <Group gap="xs">
            <SchemaStatus schema={schema.data} />
            <span>
              registered <Moment at={schema.data.createdAt} /> by {schema.data.createdBy}
            </span>
            <CopyButton value={schemaRef} label="Copy the ref" />
          </Group>
        )}
      />
      {schema.isError && <Missing error={schema.error} to="/schemas" label="Go to the schemas" onRetry={() => void schema.refetch()} />}
      {schema.isPending && (
        <Stack role="status" aria-label="Loading">
          <Skeleton height={36} />
          <Skeleton height={320} />
        </Stack>
      )}
      {schema.data && (
        <Tabs value={tab} onChange={(next) => change({ tab: next === 'fields' ? null : next }, { push: true })} keepMounted={false}>
          <Tabs.List mb="md">
            {TABS.map(([name, label]) => (
              <Tabs.Tab key={name} value={name}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="fields" maw={860}>
            <SchemaTree schema={schema.data.schema} root="payload" />
          </Tabs.Panel>
          <Tabs.Panel value="schema" maw={860}>
            <JsonView value={schema.data.schema} label="schema" openTo={4} />
          </Tabs.Panel>
          <Tabs.Panel value="impact">
            <ImpactTab key={schemaRef} schema={schema.data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}
