import { Table, Text } from '@mantine/core';
import type { Cluster } from './load';

const count = new Intl.NumberFormat('en');

/** What each tenant asks of the system, those that wait the longest first. */
export function TenantLoads({ tenants, isComplete }: { tenants: Cluster['tenants']; isComplete: boolean }) {
  if (tenants.length === 0) return <Text c="dimmed">No tenant has sent an event or started a run in this hour, and nothing waits.</Text>;
  const sorted = tenants.toSorted((one, other) => other.eventsBehind - one.eventsBehind || other.eventsThisHour - one.eventsThisHour);
  return (
    <Table aria-label="Tenants" maw={860} captionSide="bottom">
      {!isComplete && <Table.Caption>The busiest {count.format(tenants.length)}; there are more.</Table.Caption>}
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Tenant</Table.Th>
          <Table.Th ta="right">Events this hour</Table.Th>
          <Table.Th ta="right">Runs this hour</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">Streams behind</Table.Th>
          <Table.Th ta="right">Events behind</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody className="numeric">
        {sorted.map(({ tenant, eventsThisHour, runsThisHour, streamsBehind, eventsBehind }) => (
          <Table.Tr key={tenant}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{tenant}</Table.Td>
            <Table.Td ta="right">{count.format(eventsThisHour)}</Table.Td>
            <Table.Td ta="right">{count.format(runsThisHour)}</Table.Td>
            <Table.Td ta="right" visibleFrom="sm">{count.format(streamsBehind)}</Table.Td>
            <Table.Td ta="right">{count.format(eventsBehind)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
