/** The mark of the product. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-iris-6)" />
      <path d="M8 10h5a3 3 0 0 1 3 3v6a3 3 0 0 0 3 3h5" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="8" cy="10" r="2.6" fill="#fff" />
      <circle cx="24" cy="22" r="2.6" fill="#fff" />
      <circle cx="24" cy="10" r="2.6" fill="#fff" opacity=".55" />
    </svg>
  );
}
