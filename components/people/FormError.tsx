import { Notice } from '@/components/ui/Notice';
import { errorWords, isRefusal } from '@/lib/client/door';

/** A refusal speaks to whoever filled in the form, without the machine's code; what broke keeps it, for whoever mends it. */
function wordsOf(error: unknown): { where: string; todo: string | null } {
  return isRefusal(error) ? { where: error.message, todo: error.hint } : errorWords(error);
}

/** Why a form was refused, with what to do; nothing while it was not. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null;
  const { where, todo } = wordsOf(error);
  return (
    <Notice look="failed" alert>
      <p>{where}</p>
      {todo && <p className="text-ink-2">{todo}</p>}
    </Notice>
  );
}
