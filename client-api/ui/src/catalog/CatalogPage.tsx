import { PageHeader } from '../shared/PageHeader';

export function CatalogPage() {
  return <PageHeader title="Event catalog" />;
}
