type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void };

/** Yes or no, with its words beside it; the browser's own, so that it works everywhere. */
export const Toggle = ({ label, checked, onChange }: Props) => (
  <label className="flex items-center gap-2 text-13">
    <input
      type="checkbox"
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
      className="size-4 shrink-0"
    />
    {label}
  </label>
);
