import { Chip, Group, Skeleton, Text } from '@mantine/core';
import { ErrorState } from '../../shared/ErrorState';
import { SearchInput } from '../../shared/SearchInput';
import { useUrlState } from '../../shared/useUrlState';
import { LogLines } from './LogLines';
import { useRunLogs } from './useRun';

const LEVELS = ['debug', 'info', 'warn', 'error'];

/** What the run logged, and what its history says. */
export function LogTab({ run, onStep }: { run: string; onStep: (step: string) => void }) {
  const [parameters, change] = useUrlState();
  const levels = (parameters.get('level') ?? '').split(',').filter(Boolean);
  const search = parameters.get('find') ?? '';
  const logs = useRunLogs(run, levels, search || undefined);
  return (
    <>
      <Group gap="xs" mb="sm">
        <SearchInput label="Search the log" placeholder="Search the log" value={search} onChange={(find) => change({ find })} />
        <Chip.Group multiple value={levels} onChange={(next) => change({ level: next.join(',') })}>
          <Group gap={6}>
            {LEVELS.map((level) => (
              <Chip key={level} value={level} size="xs" variant="outline">
                {level}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Group>
      {logs.isPending && <Skeleton height={160} />}
      {logs.isError && <ErrorState error={logs.error} onRetry={() => void logs.refetch()} />}
      {logs.data &&
        (logs.data.items.length > 0 ? (
          <LogLines lines={logs.data.items} onStep={onStep} />
        ) : (
          <Text size="sm" c="dimmed">
            {levels.length > 0 || search ? 'No line matches. Take a level or the search away.' : 'The run has logged nothing yet.'}
          </Text>
        ))}
    </>
  );
}
