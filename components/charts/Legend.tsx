/** What the colours of a chart mean. */
export const Legend = ({
  parts,
}: {
  parts: readonly { readonly key: string; readonly word: string; readonly colour: string }[];
}) => (
  <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-12 text-ink-2">
    {parts.map(({ key, word, colour }) => (
      <span key={key} className="inline-flex items-center gap-1.5">
        <span aria-hidden className="size-2.5" style={{ background: colour }} />
        {word}
      </span>
    ))}
  </figcaption>
);
