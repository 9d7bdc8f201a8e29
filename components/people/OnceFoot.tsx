import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';

type Props = { made: boolean; onClose: () => void; children: ReactNode };

/** The foot of a dialog that makes a secret which is shown once: cancel or `children`, the button that makes it; once it is made, only done. */
export const OnceFoot = ({ made, onClose, children }: Props) =>
  made ? (
    <Button look="primary" onClick={onClose}>
      Done
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>Cancel</Button>
      {children}
    </>
  );
