import { Kbd, Modal, Title } from '@mantine/core';
import { modifier } from '../shared/keys';
import { useDestinations, type Destination } from './navigation';
import classes from './KeyboardHelp.module.css';

type Shortcut = readonly [what: string, keys: readonly string[]];

const groups = (destinations: readonly Destination[]): readonly (readonly [where: string, shortcuts: readonly Shortcut[]])[] => [
  ['Everywhere', [['Go to anything', [modifier, 'K']], ['Search on this page', ['/']], ['Close a panel', ['Esc']], ['This help', ['?']]]],
  ['Go to', destinations.map(({ label, key }) => [label, ['G', key]] as const)],
  ['In lists', [['Next row', ['J']], ['Previous row', ['K']], ['Open the row', ['Enter']], ['Choose the run', ['X']]]],
  ['In pipelines', [['Next and previous step', ['↓', '↑']], ['Into and out of a block', ['→', '←']], ['Open the step', ['Enter']]]],
  ['In tasks', [['Claim the open task', ['C']], ['Complete it', [modifier, 'Enter']]]],
  ['In editors', [['Save the draft', [modifier, 'S']], ['Suggestions', [modifier, 'Space']], ['Next finding', ['F8']], ['Find', [modifier, 'F']], ['Leave it by Tab, on and off', [modifier, 'M']]]],
];

/** What keys do, by the place where they do it. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const destinations = useDestinations();
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title="Keyboard shortcuts">
      <div className={classes.groups}>
        {groups(destinations).map(([where, shortcuts]) => (
          <section key={where} aria-label={where} className={classes.group}>
            <Title order={3} className={classes.title}>
              {where}
            </Title>
            <dl className={classes.list}>
              {shortcuts.map(([what, keys]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
