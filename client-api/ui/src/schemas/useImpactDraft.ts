import { useSessionStorage } from '@mantine/hooks';
import type { ImpactQuestion } from './useSchemas';

interface Kept {
  /** What is in the editor; null as long as it is the schema itself. */
  text: string | null;
  /** What the report is about. */
  asked: ImpactQuestion | null;
}

/** The proposed change of a schema. It is kept in this tab, so that one can follow a finding to its workflow and come back. */
export const useImpactDraft = (schemaRef: string) =>
  useSessionStorage<Kept>({ key: `workflows.impact.${schemaRef}`, defaultValue: { text: null, asked: null }, getInitialValueInEffect: false });
