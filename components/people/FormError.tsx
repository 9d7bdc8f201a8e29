import { Notice } from '@/components/ui/Notice';
import { errorWords } from '@/lib/client/door';

/** Why a form was refused, with what to do; nothing while it was not. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null;
  const { where, todo } = errorWords(error);
  return (
    <Notice look="failed" alert>
      <p>{where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}
