import { dayBars, sayDays } from './dailyRuns';
import type { WorkflowSummary } from './model';
import classes from './Sparkline.module.css';

const WIDTH = 8;
const GAP = 3;
const HEIGHT = 24;

/** How the runs of the last seven days ended, today at the right. */
export function DailySparkline({ days }: { days: WorkflowSummary['runs'] }) {
  const text = sayDays(days);
  return (
    <svg role="img" aria-label={text} width={days.length * (WIDTH + GAP)} height={HEIGHT} className={classes.sparkline}>
      <title>{text}</title>
      {dayBars(days).map(({ day, succeeded, failed }, index) => {
        const x = index * (WIDTH + GAP);
        if (succeeded + failed === 0) return <rect key={day} x={x} y={HEIGHT - 2} width={WIDTH} height={2} rx={1} />;
        const [good, bad] = [succeeded * HEIGHT, failed * HEIGHT];
        return (
          <g key={day}>
            {good > 0 && <rect data-status="SUCCEEDED" x={x} y={HEIGHT - bad - good} width={WIDTH} height={Math.max(good - (bad > 0 ? 1 : 0), 1)} rx={1.5} />}
            {bad > 0 && <rect data-status="FAILED" x={x} y={HEIGHT - bad} width={WIDTH} height={bad} rx={1.5} />}
          </g>
        );
      })}
    </svg>
  );
}
