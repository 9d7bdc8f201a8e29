/** The name of the product with its sign: three vats in a row, one being acted on. */
export const Wordmark = () => (
  <span className="flex items-center gap-2 text-14 font-medium">
    <svg viewBox="0 0 16 16" aria-hidden className="size-4">
      <path d="M1 3.5h14M1 8h8M1 12.5h11" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="13.25" cy="8" r="1.75" className="fill-accent" />
    </svg>
    Vatdeck
  </span>
);
