/** The keys of a shortcut as they are printed on the keyboard: `g p`, `Alt+↑`. A blank separates a sequence. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {keys.split(' ').map((key, index) => (
        <kbd
          // The same key may come twice in a sequence; its place is its name.
          key={`${index}${key}`}
          className="min-w-5 rounded-sm border border-line bg-bg px-1 text-center font-sans text-12 text-ink-2"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
