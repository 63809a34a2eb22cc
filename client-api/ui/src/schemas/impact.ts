import type { Schemas } from '../api/client';

type Report = Schemas['ImpactBody'];
type Finding = Schemas['FindingBody'];

/** What a change of a schema does to one workflow: what validation would find in it, and how its events would fare. */
export interface WorkflowImpact {
  workflow: string;
  version: number;
  findings: Finding[];
  outcomes: (Schemas['OutcomeImpact'] & { eventType: string; looked: number })[];
}

const errorsFirst = (a: Finding, b: Finding) => Number(b.severity === 'error') - Number(a.severity === 'error');

/** The workflows that fare differently, those with errors first. */
export function byWorkflow({ appearing, events }: Report): WorkflowImpact[] {
  const found = new Map<string, WorkflowImpact>();
  const of = (workflow: string, version: number) => {
    const known = found.get(workflow) ?? { workflow, version, findings: [], outcomes: [] };
    found.set(workflow, known);
    return known;
  };
  for (const { workflow, version, finding } of appearing) of(workflow, version).findings.push(finding);
  for (const { eventType, looked, workflows } of events) {
    for (const outcome of workflows) if (outcome.changed > 0) of(outcome.workflow, outcome.version).outcomes.push({ ...outcome, eventType, looked });
  }
  const weight = ({ findings, outcomes }: WorkflowImpact) => findings.filter(({ severity }) => severity === 'error').length * 1_000_000 + outcomes.reduce((sum, { changed }) => sum + changed, 0);
  return [...found.values()]
    .map((impact) => ({ ...impact, findings: [...impact.findings].sort(errorsFirst) }))
    .sort((a, b) => weight(b) - weight(a) || a.workflow.localeCompare(b.workflow));
}

/** The editor of the workflow's draft, at the place of a finding. */
export function placeLink(workflow: string, { pointer, position }: Pick<Finding, 'pointer' | 'position'>): string {
  const place = new URLSearchParams({ tab: 'editor', at: pointer });
  if (position !== null && position !== undefined) place.set('pos', String(position));
  return `/workflows/${encodeURIComponent(workflow)}?${place}`;
}

/** The report in one sentence. */
export function sayReport(report: Report): string {
  const workflows = byWorkflow(report);
  const errors = report.appearing.filter(({ finding }) => finding.severity === 'error').length;
  const refused = report.events.reduce((sum, { newlyInvalid }) => sum + newlyInvalid, 0);
  const looked = report.events.reduce((sum, event) => sum + event.looked, 0);
  if (report.safe) return workflows.length > 0 ? `It breaks nothing; ${count(report.appearing.length, 'new warning')}` : 'It breaks nothing';
  return [
    errors > 0 && `${count(errors, 'error')} in ${count(workflows.filter(({ findings }) => findings.some(({ severity }) => severity === 'error')).length, 'workflow')}`,
    refused > 0 && `${refused} of ${count(looked, 'stored event')} refused`,
    errors === 0 && refused === 0 && `${count(workflows.length, 'workflow')} would do something else`,
  ].filter(Boolean).join(', ');
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
