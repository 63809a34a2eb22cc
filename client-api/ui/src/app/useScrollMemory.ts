import { useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** How far each entry of the history was scrolled. */
const positions = new Map<string, number>();

/** Shows a new page from its top, and a page that one comes back to where one left it. What changes within a page moves nothing. */
export function useScrollMemory(): void {
  const { key, pathname } = useLocation();
  const isComingBack = useNavigationType() === 'POP';
  useLayoutEffect(() => {
    window.history.scrollRestoration = 'manual';
  }, []);
  useLayoutEffect(() => {
    window.scrollTo(0, isComingBack ? (positions.get(key) ?? 0) : 0);
    // Only another page moves; the key and the way of coming are those that it came with.
  }, [pathname]);
  useLayoutEffect(() => {
    const remember = () => void positions.set(key, window.scrollY);
    remember();
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [key]);
}
