import { X } from 'lucide-react';
import { Button } from '@/components/ui/Button';

/** `why`: the reason it cannot be pressed now. */
type Props = { what: string; why?: string | null; onClick: () => void };

/** Takes one thing out of a list of fields; `what` names it for those who hear it. */
export const RemoveButton = ({ what, why = null, onClick }: Props) => (
  <Button look="quiet" size="icon" why={why} aria-label={`Remove ${what}`} onClick={onClick}>
    <X size={15} aria-hidden />
  </Button>
);
