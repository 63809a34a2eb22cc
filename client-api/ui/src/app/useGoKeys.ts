import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { usePageKeys } from '../shared/keys';
import { useDestinations } from './navigation';

const PATIENCE_MS = 1_200;

/** G, then a letter: goes to a page. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  const destinations = useDestinations();
  const pressedAt = useRef(0);
  usePageKeys((event) => {
    if (event.key === 'g') {
      pressedAt.current = event.timeStamp;
      return;
    }

    const destination = destinations.find(({ key }) => key.toLowerCase() === event.key);
    if (destination && event.timeStamp - pressedAt.current < PATIENCE_MS) void navigate(destination.path);
    pressedAt.current = 0;
  });
}
