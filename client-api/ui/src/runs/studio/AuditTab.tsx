import { Skeleton, Table, Text } from '@mantine/core';
import { ErrorState } from '../../shared/ErrorState';
import { Moment } from '../../shared/Moment';
import { useRunAudit } from './useRun';

/** Who did what to the run, and why. */
export function AuditTab({ run }: { run: string }) {
  const audit = useRunAudit(run);
  if (audit.isPending) return <Skeleton height={120} />;
  if (audit.isError) return <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />;
  if (audit.data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nobody has done anything to this run.
      </Text>
    );
  }

  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label="Audit trail">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {audit.data.items.map((row, index) => {
            const { reason, ...more } = (row.details ?? {}) as { reason?: string };
            return (
              <Table.Tr key={index}>
                <Table.Td>
                  <Moment at={row.at} />
                </Table.Td>
                <Table.Td>{row.actor}</Table.Td>
                <Table.Td className="mono">{row.operation}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {reason ?? '–'}
                  {Object.keys(more).length > 0 && (
                    <Text size="xs" c="dimmed" className="mono">
                      {JSON.stringify(more)}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
