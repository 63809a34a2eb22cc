import { useIsFetching } from '@tanstack/react-query';
import { useNavigation } from 'react-router';
import classes from './Progress.module.css';

/** A thin line at the top while a page is on its way. */
export function Progress() {
  const navigation = useNavigation();
  const loading = useIsFetching({ predicate: (query) => query.state.data === undefined });
  return <div className={classes.line} data-busy={navigation.state !== 'idle' || loading > 0 || undefined} aria-hidden="true" />;
}
