import type { Finding } from './useWorkflows';

/** Whether a finding blocks publishing. */
export const isError = ({ severity }: Pick<Finding, 'severity'>): boolean => severity === 'error';

/** Errors first, each group in the order of the definition. */
export const sortFindings = (findings: readonly Finding[]): Finding[] => [...findings].sort((a, b) => Number(isError(b)) - Number(isError(a)));

/** What a step has to say, by its id: its errors, else its warnings. */
export function noteOf(findings: readonly Finding[], stepId: string): { text: string; isError: boolean } | undefined {
  const own = sortFindings(findings.filter((finding) => finding.stepId === stepId));
  return own[0] && { text: own.map(({ message }) => message).join(' '), isError: isError(own[0]) };
}
