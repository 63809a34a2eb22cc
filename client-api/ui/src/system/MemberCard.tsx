import { Group } from '@mantine/core';
import { Moment } from '../shared/Moment';
import { Tag, titleOf } from '../shared/Tag';
import { formatBytes, type Load, type Member } from './load';
import classes from './ClusterPage.module.css';

const count = new Intl.NumberFormat('en');
const few = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const share = new Intl.NumberFormat('en', { style: 'percent' });

/** In the order in which an event comes to them. */
const KINDS: readonly (readonly [kind: string, label: string])[] = [
  ['stream', 'Streams'], ['trigger', 'Triggers'], ['workflow', 'Workflows'], ['run', 'Runs'], ['timer', 'Timer shards'],
];

/** A process: since when it runs, what it has in memory and what it does. */
export function MemberCard({ member, load }: { member: Member; load: Load | null }) {
  const { name, status, isThis, since, dutiesSince, entities, memoryBytes, traffic } = member;
  const isSilent = since === undefined || since === null;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['Processor', load ? `${few.format(load.cores)} cores` : '–'],
    ['Memory', formatBytes(memoryBytes)],
    ...KINDS.filter(([kind]) => entities[kind]).map(([kind, label]) => [label, count.format(entities[kind]!)] as const),
    ...(traffic
      ? ([
          ['Messages', load?.messages === null || load === null ? '–' : `${count.format(Math.round(load.messages))} a second`],
          ['To others', load?.remoteShare === null || load === null ? '–' : share.format(load.remoteShare)],
          ['Batches queued', count.format(traffic.queuedBatches)],
        ] as const)
      : []),
  ];
  return (
    <li className={classes.member} aria-label={name}>
      <Group gap={6} mb={6}>
        <span className={`mono ${classes.name}`}>{name}</span>
        <Tag tone={status === 'active' ? 'green' : 'amber'} dot>{titleOf(status)}</Tag>
        {dutiesSince && <Tag tone="violet" title="Recovery, retention, schedules and the other duties that one process has for all.">Has the duties</Tag>}
        {isThis && <Tag title="The process that answers this page.">This one</Tag>}
      </Group>
      {isSilent ? (
        <p className={classes.silent}>It does not answer right now.</p>
      ) : (
        <>
          <p className={classes.silent}>Started <Moment at={since} /></p>
          <dl className={classes.facts}>
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </li>
  );
}
