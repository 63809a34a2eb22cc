import { PageHeader } from '../shared/PageHeader';

export function TasksPage() {
  return <PageHeader title="Tasks" />;
}
