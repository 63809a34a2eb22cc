import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { isError } from './findings';
import type { Finding } from './useWorkflows';
import classes from './WorkflowPage.module.css';

/** What validation found; each leads to its place. */
export function FindingsPanel({ findings, onOpen }: { findings: readonly Finding[]; onOpen: (finding: Finding) => void }) {
  const errors = findings.filter(isError).length;
  return (
    <section aria-label="Findings" aria-live="polite">
      <Text size="sm" fw={600} mb={4}>
        {say(errors, findings.length - errors)}
      </Text>
      {findings.length === 0 && (
        <Text size="sm" c="dimmed" component="div" className={classes.fine}>
          <IconCircleCheck size={16} aria-hidden="true" /> Nothing keeps this draft from being published.
        </Text>
      )}
      <ul className={classes.findings}>
        {findings.map((finding, index) => (
          <li key={index}>
            <UnstyledButton className={classes.finding} onClick={() => onOpen(finding)} data-error={isError(finding) || undefined}>
              {isError(finding) ? <IconCircleX size={16} aria-label="Error" /> : <IconAlertTriangle size={16} aria-label="Warning" />}
              <span className={classes.findingWords}>
                <span>{finding.message}</span>
                {finding.suggestion && <span className={classes.suggestion}>Try: {finding.suggestion}</span>}
                <span className={classes.where}>{finding.code} · {finding.pointer || '/'}</span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function say(errors: number, warnings: number): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  if (errors + warnings === 0) return 'No findings';
  return [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')].filter(Boolean).join(', ');
}
