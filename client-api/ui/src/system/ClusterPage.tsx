import { Skeleton, Title } from '@mantine/core';
import { ErrorState } from '../shared/ErrorState';
import { PageHeader } from '../shared/PageHeader';
import { loadOf, type Cluster } from './load';
import { MemberCard } from './MemberCard';
import { TenantLoads } from './TenantLoads';
import { useCluster, type Look } from './useCluster';
import classes from './ClusterPage.module.css';

const count = new Intl.NumberFormat('en');

/** For operators of the whole system: its processes, what waits in them, and which tenant makes the load. */
export function ClusterPage() {
  const look = useCluster();
  return (
    <>
      <PageHeader title="Cluster" subtitle="The processes of the system, what waits to be processed, and the load of each tenant. Renewed every five seconds." />
      {look.isPending && <Skeleton height={240} />}
      {look.isError && <ErrorState error={look.error} onRetry={() => void look.refetch()} />}
      {look.data && <Seen look={look.data} />}
    </>
  );
}

function Seen({ look: { cluster, at, before } }: { look: Look }) {
  const earlier = new Map(before?.cluster.members.map((member) => [member.name, member]));
  return (
    <>
      <Figures cluster={cluster} />
      <Title order={2} mb="sm">Processes</Title>
      <ul className={classes.members} aria-label="Processes">
        {cluster.members.map((member) => (
          <MemberCard key={member.name} member={member} load={before ? loadOf(earlier.get(member.name), member, (at - before.at) / 1_000) : null} />
        ))}
      </ul>
      <Title order={2} mt="xl" mb="sm">Tenants</Title>
      <TenantLoads tenants={cluster.tenants} isComplete={cluster.hasAllTenants} />
    </>
  );
}

function Figures({ cluster: { members, streams, tenants } }: { cluster: Cluster }) {
  const active = members.filter(({ status }) => status === 'active').length;
  const atLeast = streams.isComplete ? '' : 'at least ';
  const figures: readonly (readonly [label: string, value: string, isLate?: boolean])[] = [
    ['Active processes', active === members.length ? count.format(active) : `${active} of ${members.length}`, active < members.length],
    ['Events that wait', atLeast + count.format(streams.events), streams.events > 0],
    ['Streams behind', atLeast + count.format(streams.behind), streams.behind > 0],
    ['Events this hour', count.format(tenants.reduce((sum, tenant) => sum + tenant.eventsThisHour, 0))],
    ['Runs this hour', count.format(tenants.reduce((sum, tenant) => sum + tenant.runsThisHour, 0))],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([label, value, isLate]) => (
        <div key={label} data-late={isLate || undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
