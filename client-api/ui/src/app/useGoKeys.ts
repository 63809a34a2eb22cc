import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { destinations } from './navigation';

const PATIENCE_MS = 1_200;

/** G, then a letter: goes to a page. Not while one types. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedAt = 0;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      if (event.key === 'g') {
        pressedAt = event.timeStamp;
        return;
      }

      const destination = destinations.find(({ key }) => key.toLowerCase() === event.key);
      if (destination && event.timeStamp - pressedAt < PATIENCE_MS) void navigate(destination.path);
      pressedAt = 0;
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
