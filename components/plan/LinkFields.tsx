'use client';

import type { FormErrors, LinkForm } from '@/components/plan/step-form';
import { Button } from '@/components/ui/Button';
import { RemoveButton } from '@/components/ui/RemoveButton';
import { TextField } from '@/components/ui/TextField';

type Props = {
  links: readonly LinkForm[];
  errors: FormErrors;
  onChange: (links: readonly LinkForm[]) => void;
};

/** Links with their words, such as the ticket of a vat. */
export function LinkFields({ links, errors, onChange }: Props) {
  const set = (at: number, part: Partial<LinkForm>) =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...part } : link)));
  return (
    <div className="flex flex-col gap-2">
      {links.map((link, at) => (
        <div key={at} className="flex items-end gap-2">
          <TextField
            label="Link’s words"
            className="w-40"
            value={link.label}
            onChange={({ target }) => set(at, { label: target.value })}
          />
          <TextField
            label="Address"
            className="min-w-0 flex-1"
            placeholder="https://"
            value={link.url}
            error={errors[`links.${at}.url`]}
            onChange={({ target }) => set(at, { url: target.value })}
          />
          <RemoveButton
            what={`link ${link.label || at + 1}`}
            onClick={() => onChange(links.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        onClick={() => onChange([...links, { label: '', url: '' }])}
      >
        Add link
      </Button>
    </div>
  );
}
