import { useParams } from 'react-router';
import { PageHeader } from '../shared/PageHeader';

export function WorkflowPage() {
  const { key = '' } = useParams();
  return <PageHeader title={key} />;
}
