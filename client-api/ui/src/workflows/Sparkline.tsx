import { barsOf, sayRuns } from './sparkline';
import classes from './Sparkline.module.css';

const WIDTH = 4;
const GAP = 2;
const HEIGHT = 20;
const COUNT = 20;

/** The last runs of a workflow, the newest at the right: how each ended, and how long it took. */
export function Sparkline({ runs }: { runs: Parameters<typeof barsOf>[0] }) {
  if (runs.length === 0) return <span className={classes.none}>No runs yet</span>;
  const bars = barsOf(runs, COUNT);
  const start = (COUNT - bars.length) * (WIDTH + GAP);
  return (
    <svg role="img" aria-label={sayRuns(runs.slice(0, COUNT))} width={COUNT * (WIDTH + GAP)} height={HEIGHT} className={classes.sparkline}>
      <title>{sayRuns(runs.slice(0, COUNT))}</title>
      {bars.map(({ status, height }, index) => (
        <rect key={index} data-status={status} x={start + index * (WIDTH + GAP)} y={HEIGHT - height * HEIGHT} width={WIDTH} height={height * HEIGHT} rx={1.5} />
      ))}
    </svg>
  );
}
